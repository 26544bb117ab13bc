<?xml version="1.0" encoding="UTF-8"?>
<!-- Texts in the languages that were asked for: those of the view, and the few words of our own.
     Shared by all looks. `languages` is a list such as "en", "ja" or "en ja"; its first is the main
     one. What stands in one language only is shown in that language rather than left out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:v="urn:kessan:view:1" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="v exsl">

  <xsl:param name="languages" select="/v:view/@languages"/>

  <xsl:variable name="language-list" select="concat(' ', normalize-space($languages), ' ')"/>
  <xsl:variable name="main" select="substring-before(substring($language-list, 2), ' ')"/>
  <xsl:variable name="is-single" select="$language-list = concat(' ', $main, ' ')"/>

  <xsl:variable name="word-list">
    <w id="contents" en="Contents" ja="目次"/>
    <w id="language" en="Language" ja="表示言語"/>
    <w id="both" en="Side by side" ja="併記"/>
    <w id="to-contents" en="Skip to the contents" ja="目次へ移動"/>
    <w id="item" en="Item" ja="科目"/>
    <w id="notes" en="Notes" ja="注記"/>
    <w id="note" en="Note" ja="注記"/>
    <w id="back-to" en="Back to" ja="戻る："/>
    <w id="nil" en="nil" ja="値なし"/>
    <w id="nil-long" en="Nil: reported as having no value" ja="値なし：該当なしとして報告されています"/>
    <w id="none" en="not reported" ja="報告なし"/>
    <w id="minus" en="minus " ja="マイナス"/>
    <w id="concept" en="Concept" ja="概念"/>
    <w id="context" en="Context" ja="コンテキスト"/>
    <w id="period" en="Period" ja="期間"/>
    <w id="unit" en="Unit" ja="単位"/>
    <w id="decimals" en="Decimals" ja="精度"/>
    <w id="value" en="Exact value" ja="正確な値"/>
    <w id="meaning" en="Meaning" ja="定義"/>
    <w id="sources" en="Printed in" ja="出典"/>
    <w id="filed" en="Filed in" ja="報告箇所"/>
    <w id="line" en="line" ja="行"/>
    <w id="cell" en="cell" ja="セル"/>
    <w id="shown" en="Shown in" ja="表示箇所"/>
    <w id="close" en="Close" ja="閉じる"/>
    <w id="link" en="Address of this figure" ja="この数値へのリンク"/>
    <w id="dec-INF" en="exact" ja="正確"/>
    <w id="dec-0" en="to the unit" ja="1単位まで"/>
    <w id="dec-1" en="to one tenth" ja="小数第1位まで"/>
    <w id="dec-2" en="to one hundredth" ja="小数第2位まで"/>
    <w id="dec--3" en="to the thousand" ja="千単位まで"/>
    <w id="dec--6" en="to the million" ja="百万単位まで"/>
    <w id="dec--9" en="to the billion" ja="十億単位まで"/>
    <w id="reading" en="How to read this" ja="表の見方"/>
    <w id="reading-figure" en="Choose a figure to see its concept, period, unit, precision and the cells it was printed in."
       ja="数値を選ぶと、概念、期間、単位、精度、出典のセルを表示します。"/>
    <w id="reading-zero" en="zero, reported as such" ja="ゼロとして報告された値"/>
    <w id="reading-nil" en="nil: reported as having no value" ja="値なし：該当なしとして報告"/>
    <w id="reading-none" en="blank: nothing was reported" ja="空欄：報告なし"/>
    <w id="blank" en="blank" ja="空欄"/>
    <w id="made-from" en="Made from" ja="作成元"/>
    <w id="identifier" en="Identifier" ja="識別子"/>
    <w id="series" en="Periods" ja="期間"/>
    <w id="text" en="Text" ja="本文"/>
    <w id="continued" en="continued" ja="続き"/>
    <w id="previous" en="Previous" ja="前へ"/>
    <w id="next" en="Next" ja="次へ"/>
    <w id="jump" en="All statements" ja="表の一覧"/>
    <w id="pages" en="Statements" ja="前後の表"/>
    <w id="of" en="Of" ja="区分"/>
    <w id="details" en="Details" ja="詳細"/>
    <w id="scroll" en="table, scrolls sideways" ja="表（横スクロール可）"/>
  </xsl:variable>
  <xsl:variable name="words-text">
    <xsl:for-each select="exsl:node-set($word-list)/w">
      <w id="{@id}">
        <v:text lang="en"><xsl:value-of select="@en"/></v:text>
        <v:text lang="ja"><xsl:value-of select="@ja"/></v:text>
      </w>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="words" select="exsl:node-set($words-text)/w"/>

  <!-- The texts among `nodes` that are shown, joined by `between`: for attributes and plain text. -->
  <xsl:template name="plain">
    <xsl:param name="nodes"/>
    <xsl:param name="between" select="' / '"/>
    <xsl:variable name="shown" select="$nodes[contains($language-list, concat(' ', @lang, ' '))]"/>
    <xsl:choose>
      <xsl:when test="not($shown)">
        <xsl:value-of select="$nodes[1]"/>
      </xsl:when>
      <xsl:when test="not($shown[string(.) != string($shown[1])])">
        <xsl:value-of select="$shown[1]"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$shown">
          <xsl:sort select="@lang != $main"/>
          <xsl:if test="position() &gt; 1">
            <xsl:value-of select="$between"/>
          </xsl:if>
          <xsl:value-of select="."/>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="plain-word">
    <xsl:param name="id"/>
    <xsl:call-template name="plain">
      <xsl:with-param name="nodes" select="$words[@id = $id]/v:text"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
