<?xml version="1.0" encoding="UTF-8"?>
<!-- A chart: for each series one small picture of horizontal bars, a bar a period, all on one scale.
     Widths are percentages, so that the text keeps its size on a phone and on paper. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:kessan:view:1"
                exclude-result-prefixes="v">

  <xsl:key name="bar" match="v:bar" use="concat(generate-id(ancestor::v:chart[1]), ' ', @series)"/>

  <xsl:template match="v:chart">
    <figure id="{@id}" class="chart" aria-labelledby="{@id}-title">
      <figcaption>
        <h3 id="{@id}-title">
          <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
        </h3>
        <p class="unit">
          <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:unit-line"/></xsl:call-template>
          <xsl:text> </xsl:text>
        </p>
      </figcaption>
      <ul class="legend">
        <xsl:attribute name="aria-label">
          <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'series'"/></xsl:call-template>
        </xsl:attribute>
        <xsl:for-each select="v:group">
          <li>
            <svg xmlns="http://www.w3.org/2000/svg" class="swatch" width="12" height="12" aria-hidden="true">
              <rect class="s{(position() - 1) mod 4 + 1}" width="12" height="12"/>
            </svg>
            <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
          </li>
        </xsl:for-each>
      </ul>
      <div class="multiples">
        <xsl:for-each select="v:group/v:bar[generate-id() = generate-id(key('bar',
                              concat(generate-id(ancestor::v:chart[1]), ' ', @series))[1])]">
          <div class="one">
            <h4>
              <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
            </h4>
            <xsl:call-template name="bars"/>
          </div>
        </xsl:for-each>
      </div>
    </figure>
  </xsl:template>

  <xsl:template name="bars">
    <xsl:variable name="series" select="@series"/>
    <xsl:variable name="groups" select="ancestor::v:chart[1]/v:group"/>
    <xsl:variable name="id" select="concat(ancestor::v:chart[1]/@id, '-', $series)"/>
    <svg xmlns="http://www.w3.org/2000/svg" class="bars" role="img" width="100%"
         height="{count($groups) * 19 + 1}" aria-labelledby="{$id}-title {$id}-desc">
      <title id="{$id}-title">
        <xsl:call-template name="plain"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
      </title>
      <desc id="{$id}-desc">
        <xsl:for-each select="$groups">
          <xsl:if test="position() &gt; 1">; </xsl:if>
          <xsl:call-template name="plain"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
          <xsl:text>: </xsl:text>
          <xsl:call-template name="plain"><xsl:with-param name="nodes" select="v:bar[@series = $series]/v:text"/></xsl:call-template>
        </xsl:for-each>
      </desc>
      <line class="base" x1="0.5" x2="0.5" y1="0" y2="100%"/>
      <xsl:for-each select="$groups">
        <xsl:variable name="top" select="(position() - 1) * 19 + 2"/>
        <xsl:variable name="color" select="(position() - 1) mod 4 + 1"/>
        <xsl:for-each select="v:bar[@series = $series]">
          <xsl:variable name="wide" select="format-number(@share * 0.075, '0.##')"/>
          <rect x="1" y="{$top}" width="{$wide}%" height="14">
            <xsl:attribute name="class">
              <xsl:value-of select="concat('s', $color)"/>
              <xsl:if test="@negative = 'true'"> negative</xsl:if>
            </xsl:attribute>
          </rect>
          <text x="{$wide}%" dx="7" y="{$top + 11.5}">
            <xsl:call-template name="bar-text"/>
          </text>
        </xsl:for-each>
      </xsl:for-each>
    </svg>
  </xsl:template>

  <xsl:template name="bar-text">
    <xsl:variable name="shown" select="v:text[contains($language-list, concat(' ', @lang, ' '))]"/>
    <xsl:choose>
      <xsl:when test="$is-single or not($shown[string(.) != string($shown[1])])">
        <xsl:value-of select="($shown | v:text)[1]"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$shown">
          <tspan xmlns="http://www.w3.org/2000/svg" class="n" lang="{@lang}"><xsl:value-of select="."/></tspan>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
