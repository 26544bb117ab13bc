<?xml version="1.0" encoding="UTF-8"?>
<!-- Of a statement view: the facts that no cell shows, unless a cell shows another one that says the
     same. There should be none. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:v="urn:kessan:view:1">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:key name="cell" match="v:cell" use="@fact"/>
  <xsl:key name="context" match="v:contexts/v:context" use="@id"/>
  <xsl:key name="block" match="v:statement/v:block" use="@fact"/>
  <xsl:key name="shown" match="v:fact[key('cell', @id)]"
           use="concat(@concept, '|', @unit, '|', @nil, '|', @decimals, '|', @value, '|', key('context', @context)/v:period, '|', key('context', @context)/v:member/v:label)"/>
  <xsl:template match="/">
    <xsl:for-each select="v:view/v:facts/v:fact[not(key('cell', @id))]">
      <xsl:if test="not(key('shown', concat(@concept, '|', @unit, '|', @nil, '|', @decimals, '|', @value, '|', key('context', @context)/v:period, '|', key('context', @context)/v:member/v:label)))">
        <xsl:value-of select="concat(@id, ' ', @concept, ' ', @context, '&#10;')"/>
      </xsl:if>
    </xsl:for-each>
    <xsl:for-each select="v:view/v:statement/v:row/v:cell[@state = 'block'][not(key('block', @fact))]">
      <xsl:value-of select="concat(@fact, ' has no text&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
