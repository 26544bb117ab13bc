<?xml version="1.0" encoding="UTF-8"?>
<!-- A statement: heading, table, notes, charts. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:kessan:view:1"
                exclude-result-prefixes="v">

  <xsl:key name="footnote" match="/v:view/v:footnotes/v:footnote" use="@id"/>
  <xsl:key name="note-use" match="/v:view/v:statement/v:note" use="@ref"/>
  <xsl:key name="mark" match="v:mark" use="concat(ancestor::v:statement[1]/@id, ' ', @note)"/>
  <xsl:key name="block" match="/v:view/v:statement/v:block" use="@fact"/>

  <xsl:variable name="plain-none">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'none'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-details">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'details'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="word-text">
    <xsl:call-template name="word"><xsl:with-param name="id" select="'text'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-back">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'back-to'"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="plain-note">
    <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'note'"/></xsl:call-template>
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

  <!-- A statement that is continued is one more table of the statement before it. -->
  <xsl:template match="v:statement">
    <section id="{@id}" aria-labelledby="{@id}-title">
      <xsl:attribute name="class">
        <xsl:text>statement</xsl:text>
        <xsl:if test="@continued"> part</xsl:if>
        <xsl:choose>
          <xsl:when test="@shape"><xsl:value-of select="concat(' ', @shape)"/></xsl:when>
          <xsl:when test="count(v:row) &gt; 14"> long</xsl:when>
          <xsl:otherwise> short</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:call-template name="heading"/>
      <xsl:choose>
        <xsl:when test="@shape = 'texts'">
          <xsl:apply-templates select="v:row" mode="text"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="scrolled-table"/>
          <xsl:apply-templates select="v:block"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="notes"/>
      <xsl:apply-templates select="v:chart"/>
    </section>
  </xsl:template>

  <xsl:template name="heading">
    <xsl:choose>
      <xsl:when test="@continued">
        <h3 id="{@id}-title">
          <span class="vh">
            <xsl:call-template name="plain"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
            <xsl:text>: </xsl:text>
          </span>
          <xsl:choose>
            <xsl:when test="v:part">
              <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:part"/></xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
              <span class="vh">
                <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'continued'"/></xsl:call-template>
                <xsl:value-of select="concat(' ', @continued)"/>
              </span>
            </xsl:otherwise>
          </xsl:choose>
        </h3>
      </xsl:when>
      <xsl:otherwise>
        <h2 id="{@id}-title">
          <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
          <xsl:call-template name="again"/>
        </h2>
        <xsl:if test="v:part">
          <p class="period-line">
            <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:part"/></xsl:call-template>
          </p>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="scope"/>
  </xsl:template>

  <!-- What all figures are of. -->
  <xsl:template name="scope">
    <xsl:call-template name="lines"><xsl:with-param name="nodes" select="v:scope"/></xsl:call-template>
  </xsl:template>

  <!-- A paragraph for each text; the languages of one stand together. -->
  <xsl:template name="lines">
    <xsl:param name="nodes"/>
    <xsl:variable name="count" select="count($nodes[@lang = $nodes[1]/@lang])"/>
    <xsl:variable name="size" select="count($nodes) div $count"/>
    <xsl:for-each select="$nodes[position() &lt;= $count]">
      <xsl:variable name="place" select="position()"/>
      <p class="scope-line">
        <xsl:call-template name="say">
          <xsl:with-param name="nodes" select="$nodes[position() &gt; ($place - 1) * $size and position() &lt;= $place * $size]"/>
        </xsl:call-template>
      </p>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="scrolled-table">
    <xsl:variable name="title">
      <xsl:call-template name="plain"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
      <xsl:if test="v:part">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="plain"><xsl:with-param name="nodes" select="v:part"/></xsl:call-template>
      </xsl:if>
      <xsl:if test="@continued and not(v:part)"><xsl:value-of select="concat(' (', @continued, ')')"/></xsl:if>
    </xsl:variable>
    <xsl:variable name="scrolls">
      <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'scroll'"/></xsl:call-template>
    </xsl:variable>
    <div class="scroll" role="region" tabindex="0" aria-label="{$title}: {$scrolls}">
      <xsl:call-template name="table"/>
    </div>
  </xsl:template>

  <xsl:template name="table">
    <xsl:variable name="columns" select="v:columns/*/v:column"/>
    <xsl:variable name="width">
      <xsl:choose>
        <xsl:when test="count($columns) &lt; 4"> few</xsl:when>
        <xsl:when test="count($columns) = 4"> four</xsl:when>
        <xsl:when test="count($columns) &gt; 6"> many</xsl:when>
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
      <xsl:for-each select="v:columns/*">
        <colgroup>
          <xsl:for-each select="v:column"><col/></xsl:for-each>
        </colgroup>
      </xsl:for-each>
      <thead>
        <xsl:choose>
          <xsl:when test="v:columns/v:group"><xsl:call-template name="field-heads"/></xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="column-heads">
              <xsl:with-param name="columns" select="$columns"/>
            </xsl:call-template>
          </xsl:otherwise>
        </xsl:choose>
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

  <xsl:template name="corner">
    <xsl:param name="rows"/>
    <td class="corner" rowspan="{$rows}">
      <span class="vh">
        <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'item'"/></xsl:call-template>
      </span>
    </td>
  </xsl:template>

  <!-- Periods, unless the one there is stands above the table; members; units, unless all are one
       and the line above the table says which. -->
  <xsl:template name="column-heads">
    <xsl:param name="columns"/>
    <xsl:variable name="has-members" select="boolean($columns/v:member)"/>
    <xsl:variable name="has-units" select="boolean($columns[v:mark] or $columns/@unit != $columns[1]/@unit
                                           or $columns[@unit][not(../../../v:unit-line)])"/>
    <xsl:variable name="has-periods" select="not(v:part and ($has-members or $has-units))"/>
    <xsl:variable name="rows" select="$has-members + $has-units + $has-periods"/>
    <xsl:if test="$has-periods">
      <tr>
        <xsl:call-template name="corner"><xsl:with-param name="rows" select="$rows"/></xsl:call-template>
        <xsl:for-each select="v:columns/v:period">
          <th id="{../../@id}-{@id}" class="period" colspan="{count(v:column)}">
            <xsl:attribute name="scope">
              <xsl:choose>
                <xsl:when test="$has-members or $has-units">colgroup</xsl:when>
                <xsl:otherwise>col</xsl:otherwise>
              </xsl:choose>
            </xsl:attribute>
            <span class="rule">
              <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
            </span>
          </th>
        </xsl:for-each>
      </tr>
    </xsl:if>
    <xsl:if test="$has-members">
      <tr>
        <xsl:if test="not($has-periods)">
          <xsl:call-template name="corner"><xsl:with-param name="rows" select="$rows"/></xsl:call-template>
        </xsl:if>
        <xsl:for-each select="$columns">
          <th scope="col">
            <xsl:attribute name="class">
              <xsl:text>member</xsl:text>
              <xsl:if test="position() = 1 or ../v:column[1]/@id = @id"> first</xsl:if>
            </xsl:attribute>
            <xsl:if test="not($has-units)">
              <xsl:attribute name="id"><xsl:value-of select="concat(ancestor::v:statement[1]/@id, '-', @id)"/></xsl:attribute>
            </xsl:if>
            <span class="rule">
              <xsl:for-each select="v:member">
                <span class="m">
                  <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
                </span>
                <xsl:text> </xsl:text>
              </xsl:for-each>
              <xsl:text> </xsl:text>
            </span>
          </th>
        </xsl:for-each>
      </tr>
    </xsl:if>
    <xsl:if test="$has-units">
      <xsl:call-template name="unit-heads">
        <xsl:with-param name="columns" select="$columns"/>
        <xsl:with-param name="rows" select="$rows * not($has-periods or $has-members)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="unit-heads">
    <xsl:param name="columns"/>
    <xsl:param name="rows"/>
    <tr>
      <xsl:if test="$rows &gt; 0">
        <xsl:call-template name="corner"><xsl:with-param name="rows" select="$rows"/></xsl:call-template>
      </xsl:if>
      <xsl:for-each select="$columns">
        <th id="{ancestor::v:statement[1]/@id}-{@id}" scope="col">
          <xsl:attribute name="class">
            <xsl:text>unit</xsl:text>
            <xsl:if test="../v:column[1]/@id = @id"> first</xsl:if>
          </xsl:attribute>
          <xsl:call-template name="say">
            <xsl:with-param name="nodes" select="v:label"/>
            <xsl:with-param name="marks" select="v:mark"/>
          </xsl:call-template>
        </th>
      </xsl:for-each>
    </tr>
  </xsl:template>

  <!-- Of records and lists: each column is a concept. A column is of words where none of its cells
       holds a figure. -->
  <xsl:template name="field-heads">
    <xsl:variable name="has-groups" select="boolean(v:columns/v:group/v:label)"/>
    <xsl:if test="$has-groups">
      <tr>
        <xsl:call-template name="corner"><xsl:with-param name="rows" select="2"/></xsl:call-template>
        <xsl:for-each select="v:columns/v:group">
          <xsl:choose>
            <xsl:when test="v:label">
              <th class="period group" scope="colgroup" colspan="{count(v:column)}">
                <span class="rule">
                  <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
                </span>
              </th>
            </xsl:when>
            <xsl:otherwise><td colspan="{count(v:column)}"></td></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </tr>
    </xsl:if>
    <tr>
      <xsl:if test="not($has-groups)">
        <xsl:call-template name="corner"><xsl:with-param name="rows" select="1"/></xsl:call-template>
      </xsl:if>
      <xsl:for-each select="v:columns/v:group/v:column">
        <th id="{ancestor::v:statement[1]/@id}-{@id}" scope="col">
          <xsl:attribute name="class">
            <xsl:text>field</xsl:text>
            <xsl:if test="@kind"> words</xsl:if>
          </xsl:attribute>
          <span class="rule">
            <xsl:call-template name="say">
              <xsl:with-param name="nodes" select="v:label"/>
              <xsl:with-param name="marks" select="v:mark"/>
            </xsl:call-template>
          </span>
        </th>
      </xsl:for-each>
    </tr>
  </xsl:template>

  <!-- Long texts -->

  <xsl:template match="v:row" mode="text">
    <xsl:choose>
      <xsl:when test="@kind = 'heading' and following-sibling::v:row[1][not(@kind = 'heading')]/v:label = v:label"/>
      <xsl:when test="@kind = 'heading'">
        <h3 id="{@id}" class="over">
          <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
        </h3>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="statement" select="generate-id(..)"/>
        <xsl:for-each select="v:cell[@fact]">
          <xsl:variable name="block" select="key('block', @fact)"/>
          <xsl:choose>
            <xsl:when test="@state != 'block'">
              <p class="word">
                <span class="of">
                  <xsl:call-template name="say"><xsl:with-param name="nodes" select="../v:label"/></xsl:call-template>
                </span>
                <xsl:text> </xsl:text>
                <xsl:call-template name="opener"/>
              </p>
            </xsl:when>
            <xsl:when test="$block and generate-id($block[1]/..) = $statement">
              <xsl:apply-templates select="$block[1]"/>
            </xsl:when>
            <xsl:otherwise>
              <p class="elsewhere">
                <a>
                  <xsl:attribute name="href"><xsl:call-template name="block-address"/></xsl:attribute>
                  <xsl:call-template name="say"><xsl:with-param name="nodes" select="../v:label"/></xsl:call-template>
                </a>
              </p>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="block-address">
    <xsl:if test="@page"><xsl:value-of select="concat(@page, '.html')"/></xsl:if>
    <xsl:value-of select="concat('#', @fact, '-text')"/>
  </xsl:template>

  <!-- The renderer has made the content safe: it is markup here. -->
  <xsl:template match="v:block">
    <article class="block" id="{@fact}-text" aria-labelledby="{@fact}-text-h">
      <h3 id="{@fact}-text-h">
        <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:label"/></xsl:call-template>
        <xsl:call-template name="block-opener"/>
      </h3>
      <xsl:call-template name="lines"><xsl:with-param name="nodes" select="v:of"/></xsl:call-template>
      <div class="content">
        <xsl:if test="@lang"><xsl:attribute name="lang"><xsl:value-of select="@lang"/></xsl:attribute></xsl:if>
        <xsl:value-of select="v:content" disable-output-escaping="yes"/>
      </div>
    </article>
  </xsl:template>

  <xsl:template match="v:row">
    <xsl:param name="grand-level"/>
    <xsl:param name="last-grand"/>
    <tr id="{@id}">
      <xsl:attribute name="class">
        <xsl:value-of select="concat(@kind, ' l')"/>
        <xsl:choose>
          <xsl:when test="@level &gt; 8">8</xsl:when>
          <xsl:otherwise><xsl:call-template name="indent"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@kind = 'total' or contains(@role, 'eriodEnd')">
          <xsl:text> </xsl:text>
          <xsl:call-template name="ruling">
            <xsl:with-param name="grand-level" select="$grand-level"/>
            <xsl:with-param name="last-grand" select="$last-grand"/>
          </xsl:call-template>
        </xsl:if>
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

  <!-- Most cells are one of the first three. -->
  <xsl:template match="v:cell">
    <xsl:choose>
      <xsl:when test="@state = 'none'">
        <td class="none"><span class="c"><span class="vh"><xsl:value-of select="$plain-none"/></span></span></td>
      </xsl:when>
      <xsl:when test="@state = 'block'"><xsl:call-template name="block-cell"/></xsl:when>
      <xsl:when test="@fact">
        <td class="{@state}">
          <xsl:if test="@kind"><xsl:attribute name="class"><xsl:value-of select="concat(@state, ' words')"/></xsl:attribute></xsl:if>
          <span class="c">
            <xsl:call-template name="opener"/>
            <xsl:apply-templates select="v:mark"/>
          </span>
        </td>
      </xsl:when>
      <xsl:otherwise>
        <td class="{@state}">
          <xsl:if test="@kind"><xsl:attribute name="class"><xsl:value-of select="concat(@state, ' words')"/></xsl:attribute></xsl:if>
          <span class="c"><xsl:call-template name="cell-text"/></span>
        </td>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What opens the card of a fact. -->
  <xsl:template name="opener">
    <button type="button" popovertarget="{@fact}"><xsl:call-template name="cell-text"/></button>
  </xsl:template>

  <xsl:template name="block-opener">
    <xsl:text> </xsl:text>
    <button type="button" class="about" popovertarget="{@fact}" aria-label="{$plain-details}">ⓘ</button>
  </xsl:template>

  <xsl:template name="block-cell">
    <td class="block">
      <span class="c">
        <a>
          <xsl:attribute name="href"><xsl:call-template name="block-address"/></xsl:attribute>
          <xsl:attribute name="aria-label">
            <xsl:call-template name="plain"><xsl:with-param name="nodes" select="../v:label"/></xsl:call-template>
          </xsl:attribute>
          <xsl:copy-of select="$word-text"/>
        </a>
      </span>
    </td>
  </xsl:template>

  <!-- Parentheses and dashes are not read aloud, so what they mean is said in words. -->
  <xsl:template name="cell-text">
    <xsl:choose>
      <xsl:when test="@negative = 'true'">
        <span class="vh"><xsl:value-of select="$minus"/></span>
      </xsl:when>
      <xsl:when test="@state = 'nil'">
        <xsl:attribute name="title">
          <xsl:value-of select="$plain-nil-long"/>
        </xsl:attribute>
        <span class="vh"><xsl:value-of select="$plain-nil"/></span>
      </xsl:when>
    </xsl:choose>
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
    <xsl:variable name="label">
      <xsl:call-template name="plain"><xsl:with-param name="nodes" select="../v:label"/></xsl:call-template>
    </xsl:variable>
    <a class="back" title="{$plain-back} {$label}" aria-label="{$plain-back} {$label}">
      <xsl:attribute name="href">
        <xsl:text>#</xsl:text>
        <xsl:if test="parent::v:column">
          <xsl:value-of select="concat(ancestor::v:statement[1]/@id, '-')"/>
        </xsl:if>
        <xsl:value-of select="../@id | parent::v:cell/../@id"/>
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
