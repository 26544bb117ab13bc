<?xml version="1.0" encoding="UTF-8"?>
<!-- Statements as lines of values with commas between them (RFC 4180): a line with the title, lines
     that tell programs what the columns are, the heads for people, then a line a row. A figure is
     given as it is filed, whole and without commas, with the sign that the statement shows it with.
     Statements are set apart by an empty line. docs/view.md describes it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:v="urn:kessan:view:1" exclude-result-prefixes="v">

  <xsl:include href="words.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:key name="fact" match="/v:view/v:facts/v:fact" use="@id"/>
  <xsl:key name="unit" match="/v:view/v:units/v:unit" use="@id"/>
  <xsl:key name="block" match="/v:view/v:statement/v:block" use="@fact"/>

  <xsl:template match="/v:view">
    <xsl:for-each select="v:contents/v:entry">
      <xsl:call-template name="value">
        <xsl:with-param name="text"><xsl:value-of select="concat(@page, '.csv')"/></xsl:with-param>
      </xsl:call-template>
      <xsl:text>,</xsl:text>
      <xsl:call-template name="texts"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
      <xsl:text>&#13;&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="v:statement">
      <xsl:if test="position() &gt; 1"><xsl:text>&#13;&#10;</xsl:text></xsl:if>
      <xsl:apply-templates select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="v:statement">
    <xsl:call-template name="texts"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
    <xsl:for-each select="v:part[@lang = $main] | v:scope[@lang = $main]">
      <xsl:text>,</xsl:text>
      <xsl:call-template name="value"><xsl:with-param name="text" select="string(.)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:text>&#13;&#10;</xsl:text>
    <xsl:if test="v:columns/v:period[@start or @instant]">
      <xsl:call-template name="column-line">
        <xsl:with-param name="name" select="'period'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="v:columns/*/v:column/v:member">
      <xsl:call-template name="column-line">
        <xsl:with-param name="name" select="'members'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="v:columns/*/v:column/@unit">
      <xsl:call-template name="column-line">
        <xsl:with-param name="name" select="'unit'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="v:columns/*/v:column/@concept">
      <xsl:call-template name="column-line">
        <xsl:with-param name="name" select="'fields'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:text>concept,level</xsl:text>
    <xsl:call-template name="label-heads">
      <xsl:with-param name="rest" select="substring($language-list, 2)"/>
    </xsl:call-template>
    <xsl:for-each select="v:columns/*/v:column">
      <xsl:text>,</xsl:text>
      <xsl:call-template name="value">
        <xsl:with-param name="text"><xsl:call-template name="head"/></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:text>&#13;&#10;</xsl:text>
    <xsl:apply-templates select="v:row"/>
  </xsl:template>

  <xsl:template name="label-heads">
    <xsl:param name="rest"/>
    <xsl:variable name="lang" select="substring-before($rest, ' ')"/>
    <xsl:value-of select="concat(',label ', $lang)"/>
    <xsl:if test="substring-after($rest, ' ') != ''">
      <xsl:call-template name="label-heads">
        <xsl:with-param name="rest" select="substring-after($rest, ' ')"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- One thing of all columns, in names and days that programs know. -->
  <xsl:template name="column-line">
    <xsl:param name="name"/>
    <xsl:value-of select="concat($name, ',')"/>
    <xsl:call-template name="empty-heads">
      <xsl:with-param name="rest" select="substring($language-list, 2)"/>
    </xsl:call-template>
    <xsl:for-each select="v:columns/*/v:column">
      <xsl:text>,</xsl:text>
      <xsl:call-template name="value">
        <xsl:with-param name="text">
          <xsl:choose>
            <xsl:when test="$name = 'period'"><xsl:call-template name="days"/></xsl:when>
            <xsl:when test="$name = 'members'"><xsl:call-template name="members"/></xsl:when>
            <xsl:when test="$name = 'unit'">
              <xsl:value-of select="(key('unit', @unit)/@measure | @unit[not(key('unit', .))])[1]"/>
            </xsl:when>
            <xsl:otherwise><xsl:value-of select="@concept"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:text>&#13;&#10;</xsl:text>
  </xsl:template>

  <!-- A comma for each language. -->
  <xsl:template name="empty-heads">
    <xsl:param name="rest"/>
    <xsl:if test="$rest != ''">
      <xsl:text>,</xsl:text>
      <xsl:call-template name="empty-heads">
        <xsl:with-param name="rest" select="substring-after($rest, ' ')"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="days">
    <xsl:choose>
      <xsl:when test="../@instant"><xsl:value-of select="../@instant"/></xsl:when>
      <xsl:when test="../@start"><xsl:value-of select="concat(../@start, '/', ../@end)"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="members">
    <xsl:for-each select="v:member">
      <xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if>
      <xsl:value-of select="concat(@dimension, '=')"/>
      <xsl:choose>
        <xsl:when test="@name"><xsl:value-of select="@name"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="(v:label[@lang = $main] | v:label)[1]"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- A column in one value for people: period, members, unit. -->
  <xsl:template name="head">
    <xsl:for-each select="../v:label[@lang = $main] | v:member/v:label[@lang = $main] | v:label[@lang = $main]">
      <xsl:if test="position() &gt; 1"><xsl:text> | </xsl:text></xsl:if>
      <xsl:value-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="v:row">
    <xsl:value-of select="concat(@concept, ',', @level, ',')"/>
    <xsl:call-template name="texts"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
    <xsl:apply-templates select="v:cell"/>
    <xsl:text>&#13;&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="texts">
    <xsl:param name="nodes"/>
    <xsl:variable name="shown" select="$nodes[contains($language-list, concat(' ', @lang, ' '))]"/>
    <xsl:for-each select="$shown">
      <xsl:if test="position() &gt; 1"><xsl:text>,</xsl:text></xsl:if>
      <xsl:call-template name="value"><xsl:with-param name="text" select="string(.)"/></xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="v:cell">
    <xsl:variable name="fact" select="key('fact', @fact)"/>
    <xsl:text>,</xsl:text>
    <xsl:choose>
      <xsl:when test="@state = 'none'"/>
      <xsl:when test="@state = 'nil'">nil</xsl:when>
      <xsl:when test="@state = 'block'">
        <xsl:call-template name="value">
          <xsl:with-param name="text" select="string(key('block', @fact)[1]/v:content)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$fact and not(@kind)">
        <xsl:variable name="number" select="normalize-space($fact/@value)"/>
        <xsl:variable name="plain" select="translate($number, '+-', '')"/>
        <xsl:if test="@negative = 'true' or (@state = 'value' and not(@negative)
                      and starts-with($number, '-') and not(v:text))">-</xsl:if>
        <xsl:value-of select="$plain"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="value">
          <xsl:with-param name="text" select="string((v:text[@lang = $main] | v:text)[1])"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- In quotes where it must be; a quote inside is doubled. -->
  <xsl:template name="value">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="contains($text, '&quot;')">
        <xsl:text>"</xsl:text>
        <xsl:call-template name="doubled"><xsl:with-param name="text" select="string($text)"/></xsl:call-template>
        <xsl:text>"</xsl:text>
      </xsl:when>
      <xsl:when test="contains($text, ',') or contains($text, '&#10;') or contains($text, '&#13;')">
        <xsl:value-of select="concat('&quot;', $text, '&quot;')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- By halves, so that a text of many quotes neither nests deep nor costs its square. -->
  <xsl:template name="doubled">
    <xsl:param name="text"/>
    <xsl:variable name="half" select="floor(string-length($text) div 2)"/>
    <xsl:choose>
      <xsl:when test="not(contains($text, '&quot;'))"><xsl:value-of select="$text"/></xsl:when>
      <xsl:when test="$half = 0"><xsl:text>""</xsl:text></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="doubled">
          <xsl:with-param name="text" select="substring($text, 1, $half)"/>
        </xsl:call-template>
        <xsl:call-template name="doubled">
          <xsl:with-param name="text" select="substring($text, $half + 1)"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
