<?xml version="1.0" encoding="UTF-8"?>
<!-- A statement: heading, table, notes, charts. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:kessan:view:1"
                exclude-result-prefixes="v">

  <xsl:key name="footnote" match="v:footnote" use="@id"/>
  <xsl:key name="note-use" match="v:statement/v:note" use="@ref"/>
  <xsl:key name="mark" match="v:statement//v:mark" use="concat(ancestor::v:statement[1]/@id, ' ', @note)"/>
  <xsl:key name="first-column" match="v:column[not(preceding-sibling::v:column)]"
           use="concat(ancestor::v:statement[1]/@id, ' ', @id)"/>

  <xsl:variable name="plain-none">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'none'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-nil">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'nil'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-nil-long">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'nil-long'"/></xsl:call-template>
  </xsl:variable>
  <!-- in the main language, or else in English -->
  <xsl:variable name="minus-texts" select="$words[@id = 'minus']/v:text"/>
  <xsl:variable name="minus" select="string(($minus-texts[@lang = $main]
                                             | $minus-texts[not(../v:text[@lang = $main])])[1])"/>

  <xsl:template match="v:statement">
    <section id="{@id}" aria-labelledby="{@id}-title">
      <xsl:attribute name="class">
        <xsl:text>statement</xsl:text>
        <xsl:choose>
          <xsl:when test="count(v:row) &gt; 14"> long</xsl:when>
          <xsl:otherwise> short</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:variable name="title">
        <xsl:call-template name="plain"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
      </xsl:variable>
      <xsl:variable name="scrolls">
        <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'scroll'"/></xsl:call-template>
      </xsl:variable>
      <h2 id="{@id}-title">
        <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
      </h2>
      <div class="scroll" role="region" tabindex="0" aria-label="{$title}: {$scrolls}">
        <xsl:call-template name="table"/>
      </div>
      <xsl:call-template name="notes"/>
      <xsl:apply-templates select="v:chart"/>
    </section>
  </xsl:template>

  <xsl:template name="table">
    <xsl:variable name="width">
      <xsl:choose>
        <xsl:when test="count(v:columns/v:period/v:column) &lt; 4"> few</xsl:when>
        <xsl:when test="count(v:columns/v:period/v:column) &gt; 6"> many</xsl:when>
      </xsl:choose>
    </xsl:variable>
    <table class="figures{$width}">
      <caption>
        <span class="vh">
          <xsl:call-template name="plain"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
          <xsl:text>. </xsl:text>
        </span>
        <span class="unit">
          <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:unit-line"/></xsl:call-template>
          <xsl:text> </xsl:text>
        </span>
      </caption>
      <colgroup><col class="label"/></colgroup>
      <xsl:for-each select="v:columns/v:period">
        <colgroup>
          <xsl:for-each select="v:column"><col/></xsl:for-each>
        </colgroup>
      </xsl:for-each>
      <thead>
        <xsl:call-template name="column-heads"/>
      </thead>
      <tbody>
        <xsl:variable name="level">
          <xsl:call-template name="grand-level"/>
        </xsl:variable>
        <xsl:apply-templates select="v:row">
          <xsl:with-param name="grand-level" select="$level"/>
          <xsl:with-param name="last-grand"
                          select="generate-id(v:row[@kind = 'total' and @level = $level][last()])"/>
        </xsl:apply-templates>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template name="column-heads">
    <tr>
      <td class="corner" rowspan="2">
        <span class="vh">
          <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'item'"/></xsl:call-template>
        </span>
      </td>
      <xsl:for-each select="v:columns/v:period">
        <th id="{../../@id}-{@id}" class="period" scope="colgroup" colspan="{count(v:column)}">
          <span class="rule">
            <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
          </span>
        </th>
      </xsl:for-each>
    </tr>
    <tr>
      <xsl:for-each select="v:columns/v:period/v:column">
        <th id="{ancestor::v:statement[1]/@id}-{@id}" scope="col">
          <xsl:attribute name="class">
            <xsl:text>unit</xsl:text>
            <xsl:if test="not(preceding-sibling::v:column)"> first</xsl:if>
          </xsl:attribute>
          <xsl:call-template name="say">
            <xsl:with-param name="nodes" select="v:label"/>
            <xsl:with-param name="marks" select="v:mark"/>
          </xsl:call-template>
        </th>
      </xsl:for-each>
    </tr>
  </xsl:template>

  <xsl:template match="v:row">
    <xsl:param name="grand-level"/>
    <xsl:param name="last-grand"/>
    <xsl:variable name="indent"><xsl:call-template name="indent"/></xsl:variable>
    <xsl:variable name="ruling">
      <xsl:call-template name="ruling">
        <xsl:with-param name="grand-level" select="$grand-level"/>
        <xsl:with-param name="last-grand" select="$last-grand"/>
      </xsl:call-template>
    </xsl:variable>
    <tr id="{@id}">
      <xsl:attribute name="class">
        <xsl:value-of select="@kind"/>
        <xsl:choose>
          <xsl:when test="$indent &gt; 8"> l8</xsl:when>
          <xsl:otherwise><xsl:value-of select="concat(' l', $indent)"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="string($ruling)"><xsl:value-of select="concat(' ', $ruling)"/></xsl:if>
      </xsl:attribute>
      <th scope="row">
        <span class="lab">
          <xsl:call-template name="say">
            <xsl:with-param name="nodes" select="v:label"/>
            <xsl:with-param name="marks" select="v:mark"/>
          </xsl:call-template>
        </span>
      </th>
      <xsl:apply-templates select="v:cell"/>
    </tr>
  </xsl:template>

  <xsl:template match="v:cell">
    <td>
      <xsl:attribute name="class">
        <xsl:value-of select="@state"/>
        <xsl:if test="key('first-column', concat(../../@id, ' ', @column))"> first</xsl:if>
      </xsl:attribute>
      <span class="c">
        <xsl:choose>
          <xsl:when test="@state = 'none'">
            <span class="vh"><xsl:value-of select="$plain-none"/></span>
          </xsl:when>
          <xsl:when test="@fact">
            <button type="button" popovertarget="{@fact}">
              <xsl:call-template name="cell-text"/>
            </button>
          </xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="cell-text"/>
          </xsl:otherwise>
        </xsl:choose>
      </span>
    </td>
  </xsl:template>

  <!-- Parentheses and dashes are not read aloud, so what they mean is said in words. -->
  <xsl:template name="cell-text">
    <xsl:if test="@state = 'nil'">
      <xsl:attribute name="title">
        <xsl:value-of select="$plain-nil-long"/>
      </xsl:attribute>
      <span class="vh"><xsl:value-of select="$plain-nil"/></span>
    </xsl:if>
    <xsl:if test="@negative = 'true'">
      <span class="vh"><xsl:value-of select="$minus"/></span>
    </xsl:if>
    <xsl:call-template name="figure"><xsl:with-param name="nodes" select="v:text"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="notes">
    <xsl:variable name="statement" select="@id"/>
    <xsl:if test="v:note">
      <ul class="notes" id="{@id}-notes">
        <xsl:attribute name="aria-label">
          <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'notes'"/></xsl:call-template>
        </xsl:attribute>
        <xsl:for-each select="v:note">
          <li id="{$statement}-{@ref}">
            <xsl:apply-templates select="key('footnote', @ref)" mode="note">
              <xsl:with-param name="is-first"
                              select="generate-id() = generate-id(key('note-use', @ref)[1])"/>
            </xsl:apply-templates>
            <xsl:text> </xsl:text>
            <span class="backs">
              <xsl:apply-templates select="key('mark', concat($statement, ' ', @ref))" mode="back"/>
              <xsl:text> </xsl:text>
            </span>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:if>
  </xsl:template>

  <!-- The address of the note itself stands where the statements that share it first show it. -->
  <xsl:template match="v:footnote" mode="note">
    <xsl:param name="is-first" select="true()"/>
    <span class="no">
      <xsl:if test="$is-first">
        <xsl:attribute name="id"><xsl:value-of select="@id"/></xsl:attribute>
      </xsl:if>
      <xsl:value-of select="@mark"/>
    </span>
    <span class="body">
      <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:text"/></xsl:call-template>
    </span>
  </xsl:template>

  <xsl:template match="v:mark" mode="back">
    <xsl:variable name="word">
      <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'back-to'"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="label">
      <xsl:call-template name="plain"><xsl:with-param name="nodes" select="../v:label"/></xsl:call-template>
    </xsl:variable>
    <a class="back" title="{$word} {$label}" aria-label="{$word} {$label}">
      <xsl:attribute name="href">
        <xsl:text>#</xsl:text>
        <xsl:if test="parent::v:column">
          <xsl:value-of select="concat(ancestor::v:statement[1]/@id, '-')"/>
        </xsl:if>
        <xsl:value-of select="../@id"/>
      </xsl:attribute>
      <xsl:text>↑</xsl:text>
    </a>
  </xsl:template>

  <!-- Footnotes that no statement shows. -->
  <xsl:template name="loose-notes">
    <xsl:variable name="loose" select="v:footnotes/v:footnote[not(key('note-use', @id))]"/>
    <xsl:if test="$loose">
      <section class="statement" id="notes" aria-labelledby="notes-title">
        <h2 id="notes-title">
          <xsl:call-template name="word"><xsl:with-param name="id" select="'notes'"/></xsl:call-template>
        </h2>
        <ul class="notes">
          <xsl:for-each select="$loose">
            <li><xsl:apply-templates select="." mode="note"/></li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
