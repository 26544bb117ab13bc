<?xml version="1.0" encoding="UTF-8"?>
<!-- The facts of an instance as `kessan facts -f json` lists them, told by another program: without
     labels, prefixes of concepts, lines, and what tells contexts of other kinds. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xbrli="http://www.xbrl.org/2003/instance"
                xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="str">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:key name="context" match="xbrli:context" use="@id"/>
  <xsl:key name="unit" match="xbrli:unit" use="@id"/>

  <xsl:template match="/">
    <xsl:for-each select="//*[@contextRef]">
      <xsl:text>{"concept":"</xsl:text>
      <xsl:value-of select="local-name()"/>
      <xsl:text>"</xsl:text>
      <xsl:apply-templates select="key('context', @contextRef)"/>
      <xsl:apply-templates select="key('unit', @unitRef)"/>
      <xsl:if test="@decimals">
        <xsl:variable name="quote"><xsl:if test="@decimals = 'INF'">"</xsl:if></xsl:variable>
        <xsl:value-of select="concat(',&quot;decimals&quot;:', $quote, @decimals, $quote)"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="@xsi:nil = 'true' or @xsi:nil = '1'">,"value":null,"nil":true</xsl:when>
        <xsl:otherwise>
          <xsl:text>,"value":"</xsl:text>
          <xsl:call-template name="escape"><xsl:with-param name="text" select="string(.)"/></xsl:call-template>
          <xsl:text>"</xsl:text>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@id"><xsl:value-of select="concat(',&quot;id&quot;:&quot;', @id, '&quot;')"/></xsl:if>
      <xsl:text>}&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="xbrli:context">
    <xsl:value-of select="concat(',&quot;entity&quot;:&quot;', normalize-space(xbrli:entity/xbrli:identifier),
      '&quot;,&quot;scheme&quot;:&quot;', xbrli:entity/xbrli:identifier/@scheme, '&quot;')"/>
    <xsl:for-each select="xbrli:period">
      <xsl:choose>
        <xsl:when test="xbrli:instant">
          <xsl:value-of select="concat(',&quot;period&quot;:&quot;instant&quot;,&quot;end&quot;:&quot;', normalize-space(xbrli:instant), '&quot;')"/>
        </xsl:when>
        <xsl:when test="xbrli:forever">,"period":"forever"</xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="concat(',&quot;period&quot;:&quot;duration&quot;,&quot;start&quot;:&quot;', normalize-space(xbrli:startDate),
            '&quot;,&quot;end&quot;:&quot;', normalize-space(xbrli:endDate), '&quot;')"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:for-each select=".//xbrldi:explicitMember | .//xbrldi:typedMember">
      <xsl:choose>
        <xsl:when test="position() = 1">,"dimensions":{</xsl:when>
        <xsl:otherwise>,</xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="concat('&quot;', @dimension, '&quot;:&quot;')"/>
      <xsl:call-template name="escape"><xsl:with-param name="text" select="normalize-space(.)"/></xsl:call-template>
      <xsl:text>"</xsl:text>
      <xsl:if test="position() = last()">}</xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="xbrli:unit">
    <xsl:text>,"unit":"</xsl:text>
    <xsl:for-each select="xbrli:measure | xbrli:divide/xbrli:unitNumerator/xbrli:measure">
      <xsl:if test="position() > 1">*</xsl:if>
      <xsl:apply-templates select="." mode="name"/>
    </xsl:for-each>
    <xsl:for-each select="xbrli:divide/xbrli:unitDenominator/xbrli:measure">
      <xsl:choose>
        <xsl:when test="position() = 1">/</xsl:when>
        <xsl:otherwise>*</xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="." mode="name"/>
    </xsl:for-each>
    <xsl:text>"</xsl:text>
  </xsl:template>

  <xsl:template match="xbrli:measure" mode="name">
    <xsl:if test="not(contains(., ':')) and namespace::*[name() = ''] = 'http://www.xbrl.org/2003/instance'">xbrli:</xsl:if>
    <xsl:value-of select="normalize-space(.)"/>
  </xsl:template>

  <xsl:template name="escape">
    <xsl:param name="text"/>
    <xsl:value-of select="str:replace(str:replace(str:replace(str:replace(str:replace($text,
      '\', '\\'), '&quot;', '\&quot;'), '&#10;', '\n'), '&#9;', '\t'), '&#13;', '\u000d')"/>
  </xsl:template>
</xsl:stylesheet>
