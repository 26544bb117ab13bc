<?xml version="1.0" encoding="UTF-8"?>
<!-- Texts as HTML: each language in a span of class t with its lang; in a filing of one language,
     and where all languages say the same, the bare text. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:kessan:view:1"
                exclude-result-prefixes="v">

  <xsl:template name="say">
    <xsl:param name="nodes"/>
    <xsl:param name="marks" select="/.."/>
    <xsl:choose>
      <xsl:when test="$is-single and $nodes[1]/@lang = $main">
        <xsl:value-of select="$nodes[1]"/>
        <xsl:apply-templates select="$marks"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="say-all">
          <xsl:with-param name="nodes" select="$nodes"/>
          <xsl:with-param name="marks" select="$marks"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="say-all">
    <xsl:param name="nodes"/>
    <xsl:param name="marks"/>
    <xsl:variable name="shown" select="$nodes[contains($language-list, concat(' ', @lang, ' '))]"/>
    <xsl:choose>
      <xsl:when test="not($nodes)"/>
      <xsl:when test="not($shown)">
        <span lang="{$nodes[1]/@lang}"><xsl:value-of select="$nodes[1]"/></span>
        <xsl:apply-templates select="$marks"/>
      </xsl:when>
      <xsl:when test="$is-single or not($shown[string(.) != string($shown[1])])">
        <xsl:value-of select="$shown[1]"/>
        <xsl:apply-templates select="$marks"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$shown">
          <xsl:sort select="@lang != $main"/>
          <xsl:if test="position() &gt; 1">
            <xsl:text> </xsl:text>
          </xsl:if>
          <span class="t" lang="{@lang}">
            <xsl:value-of select="."/>
            <xsl:apply-templates select="$marks"/>
          </span>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="word">
    <xsl:param name="id"/>
    <xsl:call-template name="say">
      <xsl:with-param name="nodes" select="$words[@id = $id]/v:text"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A figure, with what closes it (parenthesis, percent sign) hanging to the right of the digits. -->
  <xsl:template name="figure">
    <xsl:param name="nodes"/>
    <xsl:choose>
      <xsl:when test="$is-single and $nodes[1]/@lang = $main">
        <xsl:call-template name="hang"><xsl:with-param name="text" select="$nodes[1]"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="figures"><xsl:with-param name="nodes" select="$nodes"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="figures">
    <xsl:param name="nodes"/>
    <xsl:variable name="shown" select="$nodes[contains($language-list, concat(' ', @lang, ' '))]"/>
    <xsl:choose>
      <xsl:when test="not($shown)">
        <xsl:call-template name="hang"><xsl:with-param name="text" select="$nodes[1]"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$is-single or not($shown[string(.) != string($shown[1])])">
        <xsl:call-template name="hang"><xsl:with-param name="text" select="$shown[1]"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$shown">
          <span class="n" lang="{@lang}">
            <xsl:call-template name="hang"><xsl:with-param name="text" select="."/></xsl:call-template>
          </span>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="hang">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="contains($text, ')') or contains($text, '%')">
        <xsl:call-template name="hang-tail"><xsl:with-param name="text" select="$text"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="hang-tail">
    <xsl:param name="text"/>
    <xsl:variable name="size" select="string-length($text)"/>
    <xsl:variable name="last" select="substring($text, $size)"/>
    <xsl:variable name="tail">
      <xsl:choose>
        <xsl:when test="substring($text, $size - 1) = '%)'">2</xsl:when>
        <xsl:when test="$last = ')' or $last = '%'">1</xsl:when>
        <xsl:otherwise>0</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:value-of select="substring($text, 1, $size - $tail)"/>
    <xsl:if test="$tail &gt; 0">
      <span class="h"><xsl:value-of select="substring($text, $size - $tail + 1)"/></span>
    </xsl:if>
  </xsl:template>

  <!-- A footnote mark: a link to the note as it stands below the statement. -->
  <xsl:template match="v:mark">
    <xsl:variable name="statement" select="ancestor::v:statement[1]/@id"/>
    <a class="mark" href="#{$statement}-{@note}" aria-label="{$plain-note} {translate(., '()（）', '')}">
      <xsl:value-of select="."/>
    </a>
  </xsl:template>
</xsl:stylesheet>
