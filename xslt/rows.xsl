<?xml version="1.0" encoding="UTF-8"?>
<!-- How rows are indented and ruled off. Shared by all looks. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:v="urn:kessan:view:1" exclude-result-prefixes="v">

  <!-- The level of the row at hand. In a network of presentation the total that ends a part stands
       among its items; on paper it stands out to where their heading is. -->
  <xsl:template name="indent">
    <xsl:choose>
      <xsl:when test="@kind = 'total' and @level &gt; 0 and not(following-sibling::v:row[1]/@level &gt;= @level)">
        <xsl:value-of select="@level - 1"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="@level"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The level of the outermost totals of the statement at hand. -->
  <xsl:template name="grand-level">
    <xsl:for-each select="v:row[@kind = 'total']">
      <xsl:sort select="@level" data-type="number"/>
      <xsl:if test="position() = 1">
        <xsl:value-of select="@level"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- "double", "single" or nothing for the row at hand. The double rule goes under the last of the
       outermost totals; in a statement of stocks, such as a balance sheet, under each of them that
       ends a part: a heading comes next; and under a balance at the end of a period. -->
  <xsl:template name="ruling">
    <xsl:param name="grand-level"/>
    <xsl:param name="last-grand"/>
    <xsl:choose>
      <xsl:when test="contains(@role, 'eriodEnd') and ../v:columns/v:period/@start or generate-id() = $last-grand">double</xsl:when>
      <xsl:when test="@kind = 'total' and @level = $grand-level and not(../v:columns/v:period/@start)
                      and following-sibling::v:row[1][@kind = 'heading' and @level &lt;= current()/@level]">double</xsl:when>
      <xsl:when test="@kind = 'total'">single</xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
