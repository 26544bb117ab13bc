<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands behind a figure: a card that its button opens (the popover attribute of HTML, no
     script) and that its own address, such as filing.html#f12, opens as well. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:kessan:view:1"
                exclude-result-prefixes="v">

  <xsl:key name="concept" match="/v:view/v:concepts/v:concept" use="@name"/>
  <xsl:key name="context" match="/v:view/v:contexts/v:context" use="@id"/>
  <xsl:key name="unit" match="/v:view/v:units/v:unit" use="@id"/>
  <xsl:key name="cell" match="/v:view/v:statement/v:row/v:cell" use="@fact"/>

  <!-- Said once and copied into every card. -->
  <xsl:variable name="plain-unit">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'unit'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-decimals">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'decimals'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-filed">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'filed'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-concept">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'concept'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-context">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'context'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="brief-concept" select="concat('&#10;', $plain-concept, ': ')"/>
  <xsl:variable name="brief-context" select="concat('&#10;', $plain-context, ': ')"/>
  <xsl:variable name="brief-unit" select="concat('&#10;', $plain-unit, ': ')"/>
  <xsl:variable name="brief-decimals" select="concat('&#10;', $plain-decimals, ': ')"/>
  <xsl:variable name="brief-filed" select="concat('&#10;', $plain-filed, ': ', /v:view/@instance, ':')"/>
  <xsl:variable name="term-of">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'of'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-filed">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'filed'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-meaning">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'meaning'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-value">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'value'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-period">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'period'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-concept">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'concept'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-context">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'context'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-entity">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'identifier'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-unit">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'unit'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-decimals">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'decimals'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-sources">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'sources'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="term-shown">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'shown'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="precisions" select="$words[starts-with(@id, 'dec-')]"/>
  <xsl:variable name="word-nil">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'nil'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="word-close">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'close'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="word-link">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'link'"/></xsl:call-template>
  </xsl:variable>

  <xsl:template match="v:fact">
    <xsl:variable name="concept" select="key('concept', @concept)[1]"/>
    <xsl:variable name="context" select="key('context', @context)[1]"/>
    <section id="{@id}" class="fact" popover="auto" aria-labelledby="{@id}-h">
      <h3 id="{@id}-h">
        <xsl:call-template name="say"><xsl:with-param name="nodes" select="$concept/v:label"/></xsl:call-template>
        <xsl:text> </xsl:text>
      </h3>
      <xsl:call-template name="fact-close"/>
      <dl>
        <xsl:if test="$concept/v:documentation">
          <xsl:call-template name="pair">
            <xsl:with-param name="term" select="$term-meaning"/>
            <xsl:with-param name="nodes" select="$concept/v:documentation"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:call-template name="fact-value"/>
        <xsl:call-template name="pair">
          <xsl:with-param name="term" select="$term-period"/>
          <xsl:with-param name="nodes" select="$context/v:period"/>
        </xsl:call-template>
        <xsl:call-template name="fact-members"><xsl:with-param name="members" select="$context/v:member"/></xsl:call-template>
        <div><dt><xsl:copy-of select="$term-concept"/></dt><dd><code><xsl:value-of select="@concept"/></code></dd></div>
        <xsl:if test="$context/@identifier">
          <div><dt><xsl:copy-of select="$term-entity"/></dt><dd><code><xsl:value-of select="$context/@identifier"/></code></dd></div>
        </xsl:if>
        <div><dt><xsl:copy-of select="$term-context"/></dt><dd><code><xsl:value-of select="@context"/></code></dd></div>
        <xsl:call-template name="pair">
          <xsl:with-param name="term" select="$term-unit"/>
          <xsl:with-param name="code" select="(key('unit', @unit)/@measure | @unit[not(key('unit', .))])[1]"/>
        </xsl:call-template>
        <xsl:call-template name="pair">
          <xsl:with-param name="term" select="$term-decimals"/>
          <xsl:with-param name="code" select="@decimals"/>
          <xsl:with-param name="nodes" select="$precisions[@id = concat('dec-', current()/@decimals)]/v:text"/>
        </xsl:call-template>
        <xsl:call-template name="fact-sources"/>
        <xsl:call-template name="fact-cells"/>
      </dl>
      <p class="address">
        <a href="#{@id}" title="{$word-link}"><xsl:value-of select="concat('#', @id)"/></a>
      </p>
    </section>
  </xsl:template>

  <!-- On a page of very many figures: the same in a few lines of text, in the main language. What
       facts of one context share is put together once. -->
  <xsl:key name="fact-of-context" match="/v:view/v:facts/v:fact" use="@context"/>

  <xsl:template match="v:context" mode="brief">
    <xsl:variable name="members">
      <xsl:for-each select="v:member/v:label[@lang = $main]"><xsl:value-of select="concat('&#10;', .)"/></xsl:for-each>
      <xsl:text>&#10;</xsl:text>
    </xsl:variable>
    <xsl:variable name="before" select="string($members)"/>
    <xsl:variable name="period" select="concat('&#10;', v:period[@lang = $main], $brief-concept)"/>
    <xsl:variable name="context" select="concat($brief-context, @id)"/>
    <xsl:for-each select="key('fact-of-context', @id)">
      <div id="{@id}" class="fact brief" popover="auto">
        <b><xsl:value-of select="key('concept', @concept)/v:label[@lang = $main]"/></b>
        <xsl:choose>
          <xsl:when test="@decimals and @line">
            <xsl:value-of select="concat($before, @value, $period, @concept, $context, $brief-unit, key('unit', @unit)/@measure,
                                  $brief-decimals, @decimals, $brief-filed, @line)"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="$before"/>
            <xsl:if test="@nil"><xsl:value-of select="$plain-nil"/></xsl:if>
            <xsl:value-of select="concat(@value, $period, @concept, $context)"/>
            <xsl:if test="@unit"><xsl:value-of select="concat($brief-unit, key('unit', @unit)/@measure)"/></xsl:if>
            <xsl:if test="@decimals"><xsl:value-of select="concat($brief-decimals, @decimals)"/></xsl:if>
            <xsl:if test="@line"><xsl:value-of select="concat($brief-filed, @line)"/></xsl:if>
          </xsl:otherwise>
        </xsl:choose>
      </div>
    </xsl:for-each>
  </xsl:template>

  <!-- One way to close for each way to open: the button for the popover, the link (to the row that
       shows the figure) for the address. The style shows the one that fits. -->
  <xsl:template name="fact-close">
    <button type="button" class="close" popovertarget="{@id}" popovertargetaction="hide"
            aria-label="{$word-close}">×</button>
    <a class="close" href="#{(key('cell', @id)[1]/../@id | @id[not(key('cell', .))])[1]}"
       aria-label="{$word-close}">×</a>
  </xsl:template>

  <xsl:template name="pair">
    <xsl:param name="term"/>
    <xsl:param name="code"/>
    <xsl:param name="nodes" select="/.."/>
    <xsl:if test="$nodes or string($code)">
      <div>
        <dt><xsl:copy-of select="$term"/></dt>
        <dd>
          <xsl:if test="string($code)">
            <code><xsl:value-of select="$code"/></code>
            <xsl:text> </xsl:text>
          </xsl:if>
          <xsl:call-template name="say"><xsl:with-param name="nodes" select="$nodes"/></xsl:call-template>
        </dd>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="fact-members">
    <xsl:param name="members"/>
    <xsl:if test="$members">
      <div>
        <dt><xsl:copy-of select="$term-of"/></dt>
        <xsl:for-each select="$members">
          <dd><xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template></dd>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="fact-value">
    <xsl:if test="@nil = 'true' or @value">
    <div class="exact">
      <dt><xsl:copy-of select="$term-value"/></dt>
      <dd>
        <xsl:choose>
          <xsl:when test="@nil = 'true'">
            <xsl:copy-of select="$word-nil"/>
          </xsl:when>
          <xsl:otherwise>
            <code><xsl:value-of select="@value"/></code>
          </xsl:otherwise>
        </xsl:choose>
      </dd>
    </div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="fact-sources">
    <xsl:if test="@line">
      <div>
        <dt><xsl:copy-of select="$term-filed"/></dt>
        <dd><code><xsl:value-of select="concat(/v:view/@instance, ':', @line)"/></code></dd>
      </div>
    </xsl:if>
    <xsl:if test="v:source">
      <div>
        <dt><xsl:copy-of select="$term-sources"/></dt>
        <xsl:for-each select="v:source">
          <dd>
            <code><xsl:value-of select="concat(@file, ':', @line, ':', @cell)"/></code>
            <xsl:text> </xsl:text>
            <q><xsl:value-of select="@printed"/></q>
          </dd>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="fact-cells">
    <xsl:variable name="cells" select="key('cell', @id)"/>
    <xsl:if test="count($cells) &gt; 1">
      <div>
        <dt><xsl:copy-of select="$term-shown"/></dt>
        <xsl:for-each select="$cells">
          <dd>
            <a href="#{../@id}">
              <xsl:call-template name="say"><xsl:with-param name="nodes" select="../../v:title"/></xsl:call-template>
            </a>
          </dd>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
