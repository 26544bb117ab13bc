<?xml version="1.0" encoding="UTF-8"?>
<!-- The readable filing as plain text, for terminals and mail: one language after the other, columns
     aligned in cells, a Chinese or Japanese character taking two. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:v="urn:kessan:view:1" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="v exsl">

  <xsl:include href="words.xsl"/>
  <xsl:include href="rows.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:key name="footnote" match="/v:view/v:footnotes/v:footnote" use="@id"/>
  <xsl:key name="block" match="/v:view/v:statement/v:block" use="@fact"/>
  <xsl:key name="column-cell" match="v:row/v:cell" use="concat(generate-id(../..), ' ', @column)"/>
  <xsl:key name="layout" match="column" use="@id"/>
  <xsl:key name="row-cell" match="v:row/v:cell" use="concat(generate-id(..), ' ', @column)"/>

  <!-- Characters one cell wide; every other one is taken to be two wide. -->
  <xsl:variable name="narrow">
    <xsl:text> !"#$%&amp;'()*+,-./0123456789:;&lt;=&gt;?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`</xsl:text>
    <xsl:text>abcdefghijklmnopqrstuvwxyz{|}~&#160;¡¢£¤¥¦§¨©ª«¬&#173;®¯°±²³´µ¶·¸¹º»¼½¾¿</xsl:text>
    <xsl:text>ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ</xsl:text>
    <xsl:text>–—‘’“”„†‡•…‰′″€™−⁽⁾⁰⁴⁵⁶⁷⁸⁹△▲</xsl:text>
  </xsl:variable>
  <xsl:variable name="blanks" select="'                                                                                '"/>
  <xsl:variable name="dashes" select="translate($blanks, ' ', '-')"/>
  <xsl:variable name="double" select="translate($blanks, ' ', '=')"/>
  <xsl:variable name="label-limit" select="48"/>

  <xsl:template match="/v:view">
    <xsl:call-template name="filing">
      <xsl:with-param name="rest" select="substring($language-list, 2)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="filing">
    <xsl:param name="rest"/>
    <xsl:variable name="lang" select="substring-before($rest, ' ')"/>
    <xsl:if test="$lang">
      <xsl:call-template name="title">
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
      <xsl:for-each select="v:contents/v:entry">
        <xsl:value-of select="concat('&#10;', @page, '.txt  ')"/>
        <xsl:call-template name="pick">
          <xsl:with-param name="nodes" select="v:title"/>
          <xsl:with-param name="lang" select="$lang"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:if test="v:contents"><xsl:text>&#10;</xsl:text></xsl:if>
      <xsl:apply-templates select="v:statement">
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:apply-templates>
      <xsl:if test="substring-after($rest, ' ') != ''">
        <xsl:text>&#10;&#10;</xsl:text>
      </xsl:if>
      <xsl:call-template name="filing">
        <xsl:with-param name="rest" select="substring-after($rest, ' ')"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="title">
    <xsl:param name="lang"/>
    <xsl:variable name="text">
      <xsl:call-template name="pick">
        <xsl:with-param name="nodes" select="v:title"/>
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:call-template name="pick">
      <xsl:with-param name="nodes" select="v:entity/v:name"/>
      <xsl:with-param name="lang" select="$lang"/>
    </xsl:call-template>
    <xsl:text>&#10;</xsl:text>
    <xsl:value-of select="concat($text, '&#10;')"/>
    <xsl:call-template name="line">
      <xsl:with-param name="with" select="$double"/>
      <xsl:with-param name="width">
        <xsl:call-template name="cells"><xsl:with-param name="text" select="$text"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="v:statement">
    <xsl:param name="lang"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="statement-heads"><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="@shape = 'texts'">
        <xsl:apply-templates select="v:row" mode="text"><xsl:with-param name="lang" select="$lang"/></xsl:apply-templates>
      </xsl:when>
      <xsl:when test="@shape">
        <xsl:apply-templates select="v:row" mode="record"><xsl:with-param name="lang" select="$lang"/></xsl:apply-templates>
        <xsl:apply-templates select="v:block"><xsl:with-param name="lang" select="$lang"/></xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="table"><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
        <xsl:apply-templates select="v:block"><xsl:with-param name="lang" select="$lang"/></xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="notes"><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
  </xsl:template>

  <!-- Title, period, members, unit: a line each. Of a table that goes on, without the title. -->
  <xsl:template name="statement-heads">
    <xsl:param name="lang"/>
    <xsl:if test="not(@continued and v:part)">
      <xsl:call-template name="pick">
        <xsl:with-param name="nodes" select="v:title"/>
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
    <xsl:if test="v:part">
      <xsl:call-template name="pick">
        <xsl:with-param name="nodes" select="v:part"/>
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
    <xsl:for-each select="v:scope[@lang = $lang]">
      <xsl:value-of select="concat(., '&#10;')"/>
    </xsl:for-each>
    <xsl:if test="v:unit-line">
      <xsl:call-template name="pick">
        <xsl:with-param name="nodes" select="v:unit-line"/>
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="table">
    <xsl:param name="lang"/>
    <xsl:variable name="layout">
      <xsl:call-template name="layout"><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="columns" select="exsl:node-set($layout)/column"/>
    <xsl:variable name="label-width" select="number(exsl:node-set($layout)/label)"/>
    <xsl:call-template name="heads">
      <xsl:with-param name="lang" select="$lang"/>
      <xsl:with-param name="columns" select="$columns"/>
      <xsl:with-param name="label-width" select="$label-width"/>
    </xsl:call-template>
    <xsl:variable name="grand-level">
      <xsl:call-template name="grand-level"/>
    </xsl:variable>
    <xsl:apply-templates select="v:row">
      <xsl:with-param name="lang" select="$lang"/>
      <xsl:with-param name="columns" select="$columns"/>
      <xsl:with-param name="label-width" select="$label-width"/>
      <xsl:with-param name="grand-level" select="$grand-level"/>
      <xsl:with-param name="last-grand"
                      select="generate-id(v:row[@kind = 'total' and @level = $grand-level][last()])"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- Records and lists: what the row is of, then a line a column. -->
  <xsl:template match="v:row" mode="record">
    <xsl:param name="lang"/>
    <xsl:variable name="row" select="."/>
    <xsl:call-template name="pick">
      <xsl:with-param name="nodes" select="v:label"/>
      <xsl:with-param name="lang" select="$lang"/>
    </xsl:call-template>
    <xsl:for-each select="v:mark"><xsl:value-of select="concat(' ', .)"/></xsl:for-each>
    <xsl:text>&#10;</xsl:text>
    <xsl:for-each select="../v:columns/v:group/v:column">
      <xsl:variable name="place" select="position()"/>
      <xsl:variable name="cell" select="$row/v:cell[$place]"/>
      <xsl:if test="$cell/v:text">
        <xsl:text>  </xsl:text>
        <xsl:call-template name="pick">
          <xsl:with-param name="nodes" select="v:label"/>
          <xsl:with-param name="lang" select="$lang"/>
        </xsl:call-template>
        <xsl:choose>
          <xsl:when test="$lang = 'ja'"><xsl:text>：</xsl:text></xsl:when>
          <xsl:otherwise><xsl:text>: </xsl:text></xsl:otherwise>
        </xsl:choose>
        <xsl:call-template name="pick">
          <xsl:with-param name="nodes" select="$cell/v:text"/>
          <xsl:with-param name="lang" select="$lang"/>
        </xsl:call-template>
        <xsl:for-each select="$cell/v:mark"><xsl:value-of select="concat(' ', .)"/></xsl:for-each>
        <xsl:text>&#10;</xsl:text>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="v:row" mode="text">
    <xsl:param name="lang"/>
    <xsl:variable name="statement" select="generate-id(..)"/>
    <xsl:if test="@kind = 'heading' or v:cell[@state != 'block' and v:text]">
      <xsl:call-template name="pick">
        <xsl:with-param name="nodes" select="v:label"/>
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
      <xsl:for-each select="v:cell/v:text[@lang = $lang]"><xsl:value-of select="concat(': ', .)"/></xsl:for-each>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
    <xsl:for-each select="v:cell[@state = 'block']">
      <xsl:apply-templates select="key('block', @fact)[generate-id(..) = $statement]">
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <!-- The renderer has taken the tags out. -->
  <xsl:template match="v:block">
    <xsl:param name="lang"/>
    <xsl:variable name="label">
      <xsl:call-template name="pick">
        <xsl:with-param name="nodes" select="v:label"/>
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:value-of select="concat('&#10;', $label, '&#10;')"/>
    <xsl:call-template name="line">
      <xsl:with-param name="with" select="$dashes"/>
      <xsl:with-param name="width">
        <xsl:call-template name="cells"><xsl:with-param name="text" select="$label"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:for-each select="v:of[@lang = $lang]"><xsl:value-of select="concat(., '&#10;')"/></xsl:for-each>
    <xsl:value-of select="concat(v:content, '&#10;')"/>
  </xsl:template>

  <!-- <label>width</label> and, for each column, <column id="" width=""/>: the widest text of each. -->
  <xsl:template name="layout">
    <xsl:param name="lang"/>
    <label>
      <xsl:for-each select="v:row[@kind != 'heading']">
        <xsl:sort select="string-length(v:label[@lang = $lang]) + 2 * @level + 4 * count(v:mark)
                          + string-length(translate(v:label[@lang = $lang], $narrow, ''))"
                  data-type="number" order="descending"/>
        <xsl:if test="position() = 1">
          <xsl:variable name="width" select="string-length(v:label[@lang = $lang]) + 2 * @level
                        + 4 * count(v:mark) + string-length(translate(v:label[@lang = $lang], $narrow, ''))"/>
          <xsl:choose>
            <xsl:when test="$width &gt; $label-limit"><xsl:value-of select="$label-limit"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$width"/></xsl:otherwise>
          </xsl:choose>
        </xsl:if>
      </xsl:for-each>
    </label>
    <xsl:for-each select="v:columns/v:period/v:column">
      <xsl:variable name="texts" select="key('column-cell', concat(generate-id(../../..), ' ', @id))/v:text[@lang = $lang]"/>
      <xsl:variable name="figures">
        <xsl:call-template name="widest"><xsl:with-param name="texts" select="$texts"/></xsl:call-template>
      </xsl:variable>
      <xsl:variable name="head">
        <xsl:call-template name="head-width"><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
      </xsl:variable>
      <column id="{@id}">
        <xsl:attribute name="width">
          <xsl:choose>
            <xsl:when test="number($head) &gt; number(concat('0', $figures))"><xsl:value-of select="$head"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$figures"/></xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
      </column>
    </xsl:for-each>
  </xsl:template>

  <!-- The width of the widest text, with a cell for the parenthesis that hangs behind the digits. -->
  <xsl:template name="widest">
    <xsl:param name="texts"/>
    <xsl:for-each select="$texts">
      <xsl:sort select="string-length(.) + string-length(translate(., $narrow, '')) + not(contains(., ')'))"
                data-type="number" order="descending"/>
      <xsl:if test="position() = 1">
        <xsl:value-of select="string-length(.) + string-length(translate(., $narrow, '')) + not(contains(., ')'))"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- Its members, or its unit; both where a statement has both. -->
  <xsl:template name="column-label">
    <xsl:param name="lang"/>
    <xsl:for-each select="v:member/v:label[@lang = $lang]">
      <xsl:if test="position() &gt; 1"><xsl:text>, </xsl:text></xsl:if>
      <xsl:value-of select="."/>
    </xsl:for-each>
    <xsl:if test="not(v:member) or ../../v:period/v:column/@unit != @unit">
      <xsl:if test="v:member"><xsl:text>, </xsl:text></xsl:if>
      <xsl:value-of select="v:label[@lang = $lang]"/>
    </xsl:if>
  </xsl:template>

  <!-- A column is as wide as its own head, and as its share of the head of its period. -->
  <xsl:template name="head-width">
    <xsl:param name="lang"/>
    <xsl:variable name="label">
      <xsl:call-template name="column-label"><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="own" select="string-length($label) + 4 * count(v:mark) + 1
                  + string-length(translate($label, $narrow, ''))"/>
    <xsl:variable name="lines">
      <xsl:call-template name="head-lines"><xsl:with-param name="text" select="../v:label[@lang = $lang]"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="period">
      <xsl:call-template name="widest"><xsl:with-param name="texts" select="exsl:node-set($lines)/*"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="share" select="ceiling(($period - 2 * (count(../v:column) - 1)) div count(../v:column))"/>
    <xsl:choose>
      <xsl:when test="$share &gt; $own"><xsl:value-of select="$share"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$own"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A long head of a period in two lines of about the same length, <first/> and <second/>. -->
  <xsl:template name="head-lines">
    <xsl:param name="text"/>
    <xsl:variable name="half" select="floor(string-length($text) div 2)"/>
    <xsl:variable name="rest" select="substring($text, $half + 1)"/>
    <xsl:choose>
      <xsl:when test="$half &gt; 9 and contains($rest, ' ')">
        <first><xsl:value-of select="concat(substring($text, 1, $half), substring-before($rest, ' '))"/></first>
        <second><xsl:value-of select="substring-after($rest, ' ')"/></second>
      </xsl:when>
      <xsl:otherwise>
        <second><xsl:value-of select="$text"/></second>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="period-heads">
    <xsl:param name="lang"/>
    <xsl:param name="columns"/>
    <xsl:param name="label-width"/>
    <xsl:param name="line"/>
    <xsl:variable name="heads">
      <xsl:for-each select="v:columns/v:period">
        <xsl:variable name="ids" select="v:column/@id"/>
        <xsl:variable name="width">
          <xsl:for-each select="$columns[1]"><xsl:value-of select="sum(key('layout', $ids)/@width)"/></xsl:for-each>
        </xsl:variable>
        <period width="{$width + 2 * (count(v:column) - 1)}">
          <xsl:call-template name="head-lines"><xsl:with-param name="text" select="v:label[@lang = $lang]"/></xsl:call-template>
        </period>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="periods" select="exsl:node-set($heads)/period"/>
    <xsl:if test="$periods/*[local-name() = $line]">
      <xsl:value-of select="substring($blanks, 1, $label-width)"/>
      <xsl:for-each select="$periods">
        <xsl:variable name="is-last" select="not(following-sibling::period/*[local-name() = $line])"/>
        <xsl:if test="*[local-name() = $line] or not($is-last)">
          <xsl:text>  </xsl:text>
          <xsl:call-template name="right">
            <xsl:with-param name="text" select="concat(*[local-name() = $line], ' ')"/>
            <xsl:with-param name="width" select="@width"/>
            <xsl:with-param name="is-last" select="$is-last"/>
          </xsl:call-template>
        </xsl:if>
      </xsl:for-each>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="heads">
    <xsl:param name="lang"/>
    <xsl:param name="columns"/>
    <xsl:param name="label-width"/>
    <xsl:call-template name="period-heads">
      <xsl:with-param name="lang" select="$lang"/>
      <xsl:with-param name="columns" select="$columns"/>
      <xsl:with-param name="label-width" select="$label-width"/>
      <xsl:with-param name="line" select="'first'"/>
    </xsl:call-template>
    <xsl:call-template name="period-heads">
      <xsl:with-param name="lang" select="$lang"/>
      <xsl:with-param name="columns" select="$columns"/>
      <xsl:with-param name="label-width" select="$label-width"/>
      <xsl:with-param name="line" select="'second'"/>
    </xsl:call-template>
    <xsl:value-of select="substring($blanks, 1, $label-width)"/>
    <xsl:for-each select="v:columns/v:period/v:column">
      <xsl:text>  </xsl:text>
      <xsl:variable name="marks">
        <xsl:for-each select="v:mark"><xsl:value-of select="concat(' ', .)"/></xsl:for-each>
      </xsl:variable>
      <xsl:variable name="label">
        <xsl:call-template name="column-label"><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
      </xsl:variable>
      <xsl:variable name="id" select="@id"/>
      <xsl:variable name="width">
        <xsl:for-each select="$columns[1]"><xsl:value-of select="key('layout', $id)/@width"/></xsl:for-each>
      </xsl:variable>
      <xsl:call-template name="right">
        <xsl:with-param name="text" select="concat($label, $marks, ' ')"/>
        <xsl:with-param name="width" select="$width"/>
        <xsl:with-param name="is-last" select="position() = last()"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="rule">
      <xsl:with-param name="columns" select="$columns"/>
      <xsl:with-param name="label-width" select="$label-width"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="rule">
    <xsl:param name="columns"/>
    <xsl:param name="label-width"/>
    <xsl:param name="with" select="$dashes"/>
    <xsl:value-of select="substring($blanks, 1, $label-width)"/>
    <xsl:for-each select="$columns">
      <xsl:value-of select="concat('  ', substring($with, 1, @width))"/>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="v:row">
    <xsl:param name="lang"/>
    <xsl:param name="columns"/>
    <xsl:param name="label-width"/>
    <xsl:param name="grand-level"/>
    <xsl:param name="last-grand"/>
    <xsl:variable name="indent"><xsl:call-template name="indent"/></xsl:variable>
    <xsl:variable name="ruling">
      <xsl:call-template name="ruling">
        <xsl:with-param name="grand-level" select="$grand-level"/>
        <xsl:with-param name="last-grand" select="$last-grand"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="label">
      <xsl:value-of select="substring($blanks, 1, 2 * $indent)"/>
      <xsl:call-template name="pick">
        <xsl:with-param name="nodes" select="v:label"/>
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
      <xsl:for-each select="v:mark"><xsl:value-of select="concat(' ', .)"/></xsl:for-each>
    </xsl:variable>
    <xsl:variable name="width">
      <xsl:call-template name="cells"><xsl:with-param name="text" select="$label"/></xsl:call-template>
    </xsl:variable>
    <xsl:if test="string($ruling)">
      <xsl:call-template name="rule">
        <xsl:with-param name="columns" select="$columns"/>
        <xsl:with-param name="label-width" select="$label-width"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:value-of select="$label"/>
    <xsl:if test="v:cell">
      <xsl:choose>
        <xsl:when test="$width &gt; $label-width">
          <xsl:value-of select="concat('&#10;', substring($blanks, 1, $label-width))"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="substring($blanks, 1, $label-width - $width)"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="row-cells">
        <xsl:with-param name="lang" select="$lang"/>
        <xsl:with-param name="columns" select="$columns"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:text>&#10;</xsl:text>
    <xsl:if test="$ruling = 'double'">
      <xsl:call-template name="rule">
        <xsl:with-param name="columns" select="$columns"/>
        <xsl:with-param name="label-width" select="$label-width"/>
        <xsl:with-param name="with" select="$double"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="row-cells">
    <xsl:param name="lang"/>
    <xsl:param name="columns"/>
    <xsl:variable name="row" select="."/>
    <xsl:variable name="last" select="v:cell[v:text][last()]/@column"/>
    <xsl:variable name="last-column" select="$columns[@id = $last]"/>
    <xsl:variable name="count" select="count($last-column | $last-column/preceding-sibling::column)"/>
    <xsl:for-each select="$columns[position() &lt;= $count]">
      <xsl:variable name="id" select="@id"/>
      <xsl:variable name="width" select="@width"/>
      <xsl:for-each select="$row">
        <xsl:text>  </xsl:text>
        <xsl:variable name="text">
          <xsl:call-template name="pick">
            <xsl:with-param name="nodes" select="key('row-cell', concat(generate-id(), ' ', $id))/v:text"/>
            <xsl:with-param name="lang" select="$lang"/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:call-template name="right">
          <xsl:with-param name="text">
            <xsl:value-of select="$text"/>
            <xsl:if test="not(contains($text, ')'))"><xsl:text> </xsl:text></xsl:if>
          </xsl:with-param>
          <xsl:with-param name="width" select="$width"/>
          <xsl:with-param name="is-last" select="$id = $last"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="notes">
    <xsl:param name="lang"/>
    <xsl:if test="v:note">
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
    <xsl:for-each select="v:note">
      <xsl:for-each select="key('footnote', @ref)">
        <xsl:value-of select="concat(@mark, ' ')"/>
        <xsl:call-template name="wrap">
          <xsl:with-param name="text">
            <xsl:call-template name="pick">
              <xsl:with-param name="nodes" select="v:text"/>
              <xsl:with-param name="lang" select="$lang"/>
            </xsl:call-template>
          </xsl:with-param>
          <xsl:with-param name="is-spaced" select="$lang != 'ja'"/>
          <xsl:with-param name="indent" select="string-length(@mark) + 1"/>
          <xsl:with-param name="column" select="string-length(@mark) + 1"/>
        </xsl:call-template>
        <xsl:text>&#10;</xsl:text>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- Small things -->

  <xsl:template name="pick">
    <xsl:param name="nodes"/>
    <xsl:param name="lang"/>
    <xsl:value-of select="($nodes[@lang = $lang] | $nodes[1][not($nodes[@lang = $lang])])[1]"/>
  </xsl:template>

  <xsl:template name="cells">
    <xsl:param name="text"/>
    <xsl:value-of select="string-length($text) + string-length(translate($text, $narrow, ''))"/>
  </xsl:template>

  <xsl:template name="line">
    <xsl:param name="with"/>
    <xsl:param name="width"/>
    <xsl:value-of select="concat(substring($with, 1, $width), '&#10;')"/>
  </xsl:template>

  <!-- Right-aligned; at the end of a line without blanks behind. -->
  <xsl:template name="right">
    <xsl:param name="text"/>
    <xsl:param name="width"/>
    <xsl:param name="is-last" select="false()"/>
    <xsl:variable name="cells">
      <xsl:call-template name="cells"><xsl:with-param name="text" select="$text"/></xsl:call-template>
    </xsl:variable>
    <xsl:value-of select="substring($blanks, 1, $width - $cells)"/>
    <xsl:choose>
      <xsl:when test="$is-last and substring($text, string-length($text)) = ' '">
        <xsl:value-of select="substring($text, 1, string-length($text) - 1)"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Breaks text at 78 cells: between words, or, where there are no words, anywhere. -->
  <xsl:template name="wrap">
    <xsl:param name="text"/>
    <xsl:param name="is-spaced"/>
    <xsl:param name="indent"/>
    <xsl:param name="column"/>
    <xsl:variable name="line" select="translate($text, '&#10;', ' ')"/>
    <xsl:variable name="room" select="78 - $indent"/>
    <xsl:choose>
      <xsl:when test="contains($text, '&#10;')">
        <xsl:call-template name="wrap">
          <xsl:with-param name="text" select="substring-before($text, '&#10;')"/>
          <xsl:with-param name="is-spaced" select="$is-spaced"/>
          <xsl:with-param name="indent" select="$indent"/>
        </xsl:call-template>
        <xsl:value-of select="concat('&#10;', substring($blanks, 1, $indent))"/>
        <xsl:call-template name="wrap">
          <xsl:with-param name="text" select="substring-after($text, '&#10;')"/>
          <xsl:with-param name="is-spaced" select="$is-spaced"/>
          <xsl:with-param name="indent" select="$indent"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="string-length($line) + string-length(translate($line, $narrow, '')) &lt;= $room">
        <xsl:value-of select="$line"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="size">
          <xsl:call-template name="break">
            <xsl:with-param name="text" select="$line"/>
            <xsl:with-param name="is-spaced" select="$is-spaced"/>
            <xsl:with-param name="room" select="$room"/>
            <xsl:with-param name="size" select="$room"/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:value-of select="normalize-space(substring($line, 1, $size))"/>
        <xsl:value-of select="concat('&#10;', substring($blanks, 1, $indent))"/>
        <xsl:call-template name="wrap">
          <xsl:with-param name="text" select="substring($line, $size + 1)"/>
          <xsl:with-param name="is-spaced" select="$is-spaced"/>
          <xsl:with-param name="indent" select="$indent"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How many characters go on a line of `room` cells, counting down from `size`. -->
  <xsl:template name="break">
    <xsl:param name="text"/>
    <xsl:param name="is-spaced"/>
    <xsl:param name="room"/>
    <xsl:param name="size"/>
    <xsl:variable name="start" select="substring($text, 1, $size)"/>
    <xsl:variable name="cells" select="$size + string-length(translate($start, $narrow, ''))"/>
    <xsl:choose>
      <xsl:when test="$size &lt; 12">
        <xsl:value-of select="floor($room div 2)"/>
      </xsl:when>
      <xsl:when test="$cells &gt; $room or ($is-spaced and substring($text, $size, 1) != ' ')
                      or contains('、。，．）」』ー', substring($text, $size + 1, 1))
                      or (not($is-spaced) and contains('0123456789,', substring($text, $size, 1))
                          and contains('0123456789,', substring($text, $size + 1, 1)))">
        <xsl:call-template name="break">
          <xsl:with-param name="text" select="$text"/>
          <xsl:with-param name="is-spaced" select="$is-spaced"/>
          <xsl:with-param name="room" select="$room"/>
          <xsl:with-param name="size" select="$size - 1"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="$size"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
