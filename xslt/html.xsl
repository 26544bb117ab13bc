<?xml version="1.0" encoding="UTF-8"?>
<!-- The readable filing as one file of HTML: no script, nothing fetched. It is well-formed XML, so
     that it can carry inline XBRL. No element that HTML wants closed by an end tag may be left
     empty here; the renderer sees to it once more. `css` is the text of html.css. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:kessan:view:1"
                xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="v exsl">

  <xsl:include href="words.xsl"/>
  <xsl:include href="rows.xsl"/>
  <xsl:include href="html-text.xsl"/>
  <xsl:include href="html-statement.xsl"/>
  <xsl:include href="html-chart.xsl"/>
  <xsl:include href="html-fact.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" omit-xml-declaration="yes" indent="no"
              doctype-system="about:legacy-compat"/>

  <xsl:param name="css"/>
  <!-- The list of all pages as markup, made once by a run with `part`, for each of them. -->
  <xsl:param name="menu"/>
  <xsl:param name="part"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$part = 'menu'">
        <xsl:for-each select="v:view"><xsl:call-template name="contents-list"/></xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="v:view"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="v:view">
    <html lang="{$main}">
      <head>
        <meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="generator" content="kessan"/>
        <title>
          <xsl:call-template name="plain">
            <xsl:with-param name="nodes" select="v:entity/v:name"/>
          </xsl:call-template>
          <xsl:text> – </xsl:text>
          <xsl:call-template name="plain">
            <xsl:with-param name="nodes" select="v:title"/>
          </xsl:call-template>
          <xsl:if test="v:link">
            <xsl:text> – </xsl:text>
            <xsl:call-template name="plain">
              <xsl:with-param name="nodes" select="v:statement[1]/v:title"/>
            </xsl:call-template>
          </xsl:if>
        </title>
        <style>
          <xsl:value-of select="$css"/>
          <xsl:call-template name="language-rules"/>
          <xsl:if test="v:link and $menu">
            <xsl:value-of select="concat('.menu a[href=&quot;', v:statement[1]/@id, '.html&quot;]{color:var(--ink);font-weight:600}&#10;')"/>
          </xsl:if>
        </style>
      </head>
      <body>
        <xsl:if test="$is-single or v:link">
          <xsl:attribute name="class">
            <xsl:if test="$is-single">one-language</xsl:if>
            <xsl:if test="v:link"> page</xsl:if>
          </xsl:attribute>
        </xsl:if>
        <xsl:call-template name="page-data"/>
        <a class="skip" href="#main">
          <xsl:call-template name="word"><xsl:with-param name="id" select="'to-contents'"/></xsl:call-template>
        </a>
        <xsl:call-template name="masthead"/>
        <xsl:call-template name="pages"/>
        <main id="main">
          <xsl:if test="not(v:link)">
            <xsl:call-template name="contents"/>
          </xsl:if>
          <xsl:apply-templates select="v:statement"/>
          <xsl:if test="not(v:link)">
            <xsl:call-template name="loose-notes"/>
          </xsl:if>
        </main>
        <xsl:call-template name="colophon"/>
        <xsl:call-template name="cards"/>
      </body>
    </html>
  </xsl:template>

  <!-- What stands behind the figures. -->
  <xsl:template name="cards">
    <div id="facts" class="facts">
      <xsl:choose>
        <xsl:when test="count(v:facts/v:fact) &gt; 400">
          <xsl:apply-templates select="v:contexts/v:context" mode="brief"/>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="v:facts/v:fact"/></xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text>
    </div>
  </xsl:template>

  <!-- For stylesheets that import this one: data that is not shown. -->
  <xsl:template name="page-data"/>

  <!-- Which language is seen follows from which radio button is set; before a choice, and where the
       browser does not know :has(), all of them. A figure is seen once, as the main language
       prints it. -->
  <xsl:template name="language-rules">
    <xsl:if test="not($is-single)">
      <xsl:text>.n:not(</xsl:text>
      <xsl:call-template name="in-language"><xsl:with-param name="lang" select="$main"/></xsl:call-template>
      <xsl:text>){display:none}&#10;</xsl:text>
      <xsl:call-template name="language-rule">
        <xsl:with-param name="rest" select="substring($language-list, 2)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- What selects an element that says it is of the language. -->
  <xsl:template name="in-language">
    <xsl:param name="lang"/>
    <xsl:value-of select="concat('[lang=', $lang, ']')"/>
  </xsl:template>

  <xsl:template name="language-rule">
    <xsl:param name="rest"/>
    <xsl:variable name="lang" select="substring-before($rest, ' ')"/>
    <xsl:if test="$lang">
      <xsl:variable name="state" select="concat(':root:has(#show-', $lang, ':checked) ')"/>
      <xsl:variable name="is-it">
        <xsl:call-template name="in-language"><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
      </xsl:variable>
      <xsl:value-of select="concat($state, '.t:not(', $is-it, '),', $state, '.n:not(',
                            $is-it, '){display:none}&#10;', $state, '.n', $is-it,
                            ',', $state, '.notes .t', $is-it, '{display:inline}&#10;', $state, 'body:not(:has(.many)){max-width:68rem}',
                            $state, '.lab{grid-template-columns:1fr}&#10;')"/>
      <xsl:call-template name="language-rule">
        <xsl:with-param name="rest" select="substring-after($rest, ' ')"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="masthead">
    <header class="masthead">
      <xsl:if test="not($is-single)">
        <xsl:call-template name="language-switch"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="v:entity/v:name and not(v:title != @instance)">
          <h1><xsl:call-template name="say"><xsl:with-param name="nodes" select="v:entity/v:name"/></xsl:call-template></h1>
          <p class="file"><xsl:value-of select="@instance"/></p>
        </xsl:when>
        <xsl:otherwise>
          <p class="entity">
            <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:entity/v:name"/></xsl:call-template>
          </p>
          <h1>
            <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
          </h1>
        </xsl:otherwise>
      </xsl:choose>
    </header>
  </xsl:template>

  <xsl:template name="language-switch">
    <fieldset class="switch">
      <legend>
        <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'language'"/></xsl:call-template>
      </legend>
      <label>
        <input type="radio" name="show" id="show-all" checked="checked"/>
        <span><xsl:call-template name="plain-word"><xsl:with-param name="id" select="'both'"/></xsl:call-template></span>
      </label>
      <xsl:call-template name="language-choice">
        <xsl:with-param name="rest" select="substring($language-list, 2)"/>
      </xsl:call-template>
    </fieldset>
  </xsl:template>

  <xsl:template name="language-choice">
    <xsl:param name="rest"/>
    <xsl:variable name="lang" select="substring-before($rest, ' ')"/>
    <xsl:if test="$lang">
      <label lang="{$lang}">
        <input type="radio" name="show" id="show-{$lang}"/>
        <span>
          <xsl:choose>
            <xsl:when test="$lang = 'en'">English</xsl:when>
            <xsl:when test="$lang = 'ja'">日本語</xsl:when>
            <xsl:otherwise><xsl:value-of select="$lang"/></xsl:otherwise>
          </xsl:choose>
        </span>
      </label>
      <xsl:call-template name="language-choice">
        <xsl:with-param name="rest" select="substring-after($rest, ' ')"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Where a filing is many pages: the way from each to its neighbours. -->
  <xsl:template name="pages">
    <xsl:if test="v:link">
      <nav class="pages">
        <xsl:attribute name="aria-label">
          <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'pages'"/></xsl:call-template>
        </xsl:attribute>
        <xsl:for-each select="v:link[@relation = 'contents']">
          <div class="contents">
            <a href="{@page}.html" rel="contents"><xsl:call-template name="word"><xsl:with-param name="id" select="'contents'"/></xsl:call-template></a>
            <xsl:if test="$menu">
              <xsl:text> </xsl:text>
              <button type="button" class="jump" popovertarget="menu">
                <xsl:call-template name="word"><xsl:with-param name="id" select="'jump'"/></xsl:call-template>
                <xsl:text> ▾</xsl:text>
              </button>
            </xsl:if>
          </div>
        </xsl:for-each>
        <xsl:for-each select="v:link[@relation != 'contents']">
          <a class="{@relation}" href="{@page}.html" rel="{@relation}">
            <span class="way">
              <xsl:call-template name="word"><xsl:with-param name="id" select="@relation"/></xsl:call-template>
            </span>
            <xsl:if test="v:title">
              <xsl:text> </xsl:text>
              <span class="to">
                <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
                <xsl:call-template name="again"/>
              </span>
            </xsl:if>
          </a>
        </xsl:for-each>
      </nav>
      <xsl:if test="$menu">
        <nav id="menu" class="menu" popover="auto" aria-labelledby="menu-title">
          <h2 id="menu-title">
            <xsl:call-template name="word"><xsl:with-param name="id" select="'jump'"/></xsl:call-template>
          </h2>
          <xsl:value-of select="$menu" disable-output-escaping="yes"/>
        </nav>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <xsl:template name="contents">
    <nav id="contents" class="contents" aria-labelledby="contents-title">
      <h2 id="contents-title">
        <xsl:call-template name="word"><xsl:with-param name="id" select="'contents'"/></xsl:call-template>
      </h2>
      <xsl:call-template name="contents-list"/>
    </nav>
  </xsl:template>

  <xsl:template name="contents-list">
      <ol>
        <xsl:for-each select="v:contents/v:entry[not(string(preceding-sibling::v:entry[1]/v:title[1]) = string(v:title[1]))]">
          <li>
            <a href="{@page}.html">
              <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
            </a>
            <xsl:call-template name="run-of-same">
              <xsl:with-param name="title" select="string(v:title[1])"/>
              <xsl:with-param name="next" select="following-sibling::v:entry[1]"/>
            </xsl:call-template>
          </li>
        </xsl:for-each>
        <xsl:for-each select="v:statement[not(@continued)][not(string(preceding-sibling::v:statement[1]/v:title[1]) = string(v:title[1]))]">
          <li>
            <a href="#{@id}">
              <xsl:call-template name="say"><xsl:with-param name="nodes" select="v:title"/></xsl:call-template>
            </a>
            <xsl:call-template name="run-of-same">
              <xsl:with-param name="title" select="string(v:title[1])"/>
              <xsl:with-param name="next" select="following-sibling::v:statement[not(@continued)][1]"/>
            </xsl:call-template>
          </li>
        </xsl:for-each>
      </ol>
  </xsl:template>

  <!-- Which of those under one title it is. -->
  <xsl:template name="again">
    <xsl:if test="@again">
      <xsl:text> </xsl:text>
      <span class="again"><xsl:value-of select="concat('(', @again, ')')"/></span>
    </xsl:if>
  </xsl:template>

  <!-- Statements that follow under the same title: by their numbers. -->
  <xsl:template name="run-of-same">
    <xsl:param name="title"/>
    <xsl:param name="next"/>
    <xsl:param name="number" select="2"/>
    <xsl:if test="$next and string($next/v:title[1]) = $title">
      <xsl:text> </xsl:text>
      <a class="more" aria-label="{$title} ({$number})">
        <xsl:attribute name="href">
          <xsl:choose>
            <xsl:when test="$next/@page"><xsl:value-of select="concat($next/@page, '.html')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="concat('#', $next/@id)"/></xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
        <xsl:value-of select="concat('(', $number, ')')"/>
      </a>
      <xsl:call-template name="run-of-same">
        <xsl:with-param name="title" select="$title"/>
        <xsl:with-param name="next" select="$next/following-sibling::*[local-name() = local-name($next)][not(@continued)][1]"/>
        <xsl:with-param name="number" select="$number + 1"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="reading-figure">
    <p class="screen">
      <xsl:call-template name="word"><xsl:with-param name="id" select="'reading-figure'"/></xsl:call-template>
    </p>
  </xsl:template>

  <xsl:template name="colophon">
    <footer class="colophon">
      <h2>
        <xsl:call-template name="word"><xsl:with-param name="id" select="'reading'"/></xsl:call-template>
      </h2>
      <xsl:call-template name="reading-figure"/>
      <dl class="key">
        <div>
          <dt>0</dt>
          <dd><xsl:call-template name="word"><xsl:with-param name="id" select="'reading-zero'"/></xsl:call-template></dd>
        </div>
        <div>
          <dt>–</dt>
          <dd><xsl:call-template name="word"><xsl:with-param name="id" select="'reading-nil'"/></xsl:call-template></dd>
        </div>
        <div>
          <dt><span class="blank"><span class="vh">
            <xsl:call-template name="plain-word"><xsl:with-param name="id" select="'blank'"/></xsl:call-template>
          </span></span></dt>
          <dd><xsl:call-template name="word"><xsl:with-param name="id" select="'reading-none'"/></xsl:call-template></dd>
        </div>
      </dl>
      <dl class="origin">
        <div>
          <dt><xsl:call-template name="word"><xsl:with-param name="id" select="'identifier'"/></xsl:call-template></dt>
          <dd><code><xsl:value-of select="v:entity/@identifier"/></code>
            <xsl:value-of select="concat(' (', v:entity/@scheme, ')')"/></dd>
        </div>
        <div>
          <dt><xsl:call-template name="word"><xsl:with-param name="id" select="'made-from'"/></xsl:call-template></dt>
          <dd><code><xsl:value-of select="@instance"/></code></dd>
        </div>
      </dl>
    </footer>
  </xsl:template>
</xsl:stylesheet>
