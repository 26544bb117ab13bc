<?xml version="1.0" encoding="UTF-8"?>
<!-- The readable filing as an inline XBRL document: the same page as XHTML 1.1, to which the renderer
     fits what HTML says in another way. What viewers of inline XBRL give, the card behind each
     figure, it does without, and charts. The renderer has put marks, which are processing
     instructions, around what is to be tagged in cells, footnotes and long texts; it fills in the
     tags and the header when the page is made. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:kessan:view:1"
                exclude-result-prefixes="v">

  <xsl:import href="html.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" omit-xml-declaration="no" indent="no"/>

  <xsl:template name="page-data">
    <div style="display:none"><xsl:processing-instruction name="ix-header"/></div>
  </xsl:template>

  <xsl:template name="cards"/>
  <xsl:template name="reading-figure"/>
  <xsl:template name="block-opener"/>
  <xsl:template match="v:chart"/>

  <xsl:template name="opener">
    <span><xsl:call-template name="cell-text"/></span>
  </xsl:template>

  <!-- A tag would have xml:lang around it as its own: the renderer says it by a class. -->
  <xsl:template name="in-language">
    <xsl:param name="lang"/>
    <xsl:value-of select="concat('.lang-', $lang)"/>
  </xsl:template>

  <xsl:template name="hang">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="$text/processing-instruction()">
        <xsl:for-each select="$text/node()">
          <xsl:choose>
            <xsl:when test="self::processing-instruction()"><xsl:copy-of select="."/></xsl:when>
            <xsl:when test=". = ')' or . = '%' or . = '%)'"><span class="h"><xsl:value-of select="."/></span></xsl:when>
            <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="contains($text, ')') or contains($text, '%')">
        <xsl:call-template name="hang-tail"><xsl:with-param name="text" select="$text"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Tagged where it is shown first; all its languages stand there, so that each is tagged. -->
  <xsl:template match="v:footnote[v:text/processing-instruction()]" mode="note">
    <xsl:param name="is-first" select="true()"/>
    <xsl:choose>
      <xsl:when test="$is-first">
        <span class="no" id="{@id}"><xsl:value-of select="@mark"/></span>
        <span class="body">
          <xsl:for-each select="v:text[contains($language-list, concat(' ', @lang, ' '))]">
            <xsl:sort select="@lang != $main"/>
            <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
            <xsl:choose>
              <xsl:when test="$is-single"><xsl:copy-of select="node()"/></xsl:when>
              <xsl:otherwise><span class="t" lang="{@lang}"><xsl:copy-of select="node()"/></span></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <span class="no"><xsl:value-of select="@mark"/></span>
        <span class="body">
          <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:text"/></xsl:call-template>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
