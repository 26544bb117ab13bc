<?xml version="1.0" encoding="UTF-8"?>
<!-- The contexts of an instance, and its footnotes with what they are tied to, a line each. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
                xmlns:xlink="http://www.w3.org/1999/xlink">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:key name="fact" match="*[@contextRef]" use="concat('#', @id)"/>

  <xsl:template match="/">
    <xsl:for-each select="//link:schemaRef | //link:roleRef | //link:arcroleRef">
      <xsl:value-of select="concat(local-name(), ' ', @xlink:href, ' ', @roleURI, @arcroleURI, '&#10;')"/>
    </xsl:for-each>
    <xsl:for-each select="//xbrli:context | //xbrli:unit">
      <xsl:sort select="@id"/>
      <xsl:value-of select="concat(local-name(), ' ', @id, ' ')"/>
      <xsl:for-each select=".//*[not(*)]">
        <xsl:value-of select="concat(local-name(), ' ', @dimension, ' ', normalize-space(.), ' ')"/>
      </xsl:for-each>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="//link:footnoteArc">
      <xsl:sort select="concat(../@xlink:role, key('fact', ../link:loc[@xlink:label = current()/@xlink:from]/@xlink:href)/@contextRef, local-name(key('fact', ../link:loc[@xlink:label = current()/@xlink:from]/@xlink:href)))"/>
      <xsl:sort select="../link:footnote[@xlink:label = current()/@xlink:to]"/>
      <xsl:variable name="arc" select="."/>
      <xsl:variable name="fact" select="key('fact', ../link:loc[@xlink:label = $arc/@xlink:from]/@xlink:href)"/>
      <xsl:variable name="note" select="../link:footnote[@xlink:label = $arc/@xlink:to]"/>
      <xsl:value-of select="concat('footnote ', ../@xlink:role, ' ', @xlink:arcrole, ' ', local-name($fact), ' ',
        $fact/@contextRef, ' ', $note/@xlink:role, ' ', $note/@xml:lang, ' ', $note, '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
