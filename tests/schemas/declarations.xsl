<?xml version="1.0" encoding="UTF-8"?>
<!-- Lists what a schema declares, one property a line, so that two schemas can be compared with diff
     however they are laid out. Names are expanded, defaults written out, and whatever has no order
     (attributes, facets of enumerations, the declarations themselves) is sorted here or by the
     caller. Annotations count only where they declare roles. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:link="http://www.xbrl.org/2003/linkbase">

  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:strip-space elements="*"/>

  <xsl:variable name="target" select="/xs:schema/@targetNamespace"/>

  <!-- The schema and its global declarations -->

  <xsl:template match="/">
    <xsl:apply-templates select="xs:schema"/>
  </xsl:template>

  <xsl:template match="xs:schema">
    <xsl:text>schema target=</xsl:text>
    <xsl:value-of select="@targetNamespace"/>
    <xsl:text>&#10;schema elements=</xsl:text>
    <xsl:value-of select="substring(concat(@elementFormDefault, 'unqualified'), 1,
                          11 - 2 * (@elementFormDefault = 'qualified'))"/>
    <xsl:text>&#10;schema attributes=</xsl:text>
    <xsl:value-of select="substring(concat(@attributeFormDefault, 'unqualified'), 1,
                          11 - 2 * (@attributeFormDefault = 'qualified'))"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="xs:import | xs:include | xs:redefine" mode="document"/>
    <xsl:apply-templates select="xs:element | xs:attribute | xs:complexType | xs:simpleType |
                                 xs:group | xs:attributeGroup | xs:notation" mode="global"/>
    <xsl:apply-templates select="xs:annotation/xs:appinfo/*" mode="role"/>
  </xsl:template>

  <xsl:template match="*" mode="document">
    <xsl:value-of select="concat(local-name(), ' ', @namespace)"/>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="*" mode="global">
    <xsl:variable name="name" select="concat(local-name(), ' ', @name)"/>
    <xsl:value-of select="$name"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:for-each select="@*[local-name() != 'name']">
      <xsl:variable name="value">
        <xsl:apply-templates select="." mode="value"/>
      </xsl:variable>
      <xsl:if test="string($value)">
        <xsl:value-of select="concat($name, ': ', $value, '&#10;')"/>
      </xsl:if>
    </xsl:for-each>
    <xsl:for-each select="*[not(self::xs:annotation)]">
      <xsl:value-of select="concat($name, ': ')"/>
      <xsl:apply-templates select="." mode="part"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:apply-templates select=".//xs:appinfo/*" mode="role"/>
  </xsl:template>

  <!-- A part of a declaration as one normalized text -->

  <xsl:template match="xs:annotation" mode="part"/>

  <xsl:template match="*" mode="part">
    <xsl:call-template name="open"/>
    <xsl:apply-templates select="*" mode="part"/>
    <xsl:text>)</xsl:text>
  </xsl:template>

  <!-- Attributes and facets stand in any order. -->
  <xsl:template match="xs:complexType | xs:extension | xs:restriction | xs:attributeGroup"
                mode="part">
    <xsl:call-template name="open"/>
    <xsl:apply-templates select="xs:simpleContent | xs:complexContent | xs:group | xs:all |
                                 xs:choice | xs:sequence | xs:simpleType" mode="part"/>
    <xsl:apply-templates select="*[@value]" mode="part">
      <xsl:sort select="concat(local-name(), ' ', @value)"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="xs:attribute" mode="part">
      <xsl:sort select="concat(@name, substring-after(@ref, ':'))"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="xs:attributeGroup" mode="part">
      <xsl:sort select="@ref"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="xs:anyAttribute" mode="part"/>
    <xsl:text>)</xsl:text>
  </xsl:template>

  <xsl:template name="open">
    <xsl:value-of select="concat('(', local-name())"/>
    <xsl:for-each select="@*">
      <xsl:sort select="concat(namespace-uri(), local-name())"/>
      <xsl:variable name="value">
        <xsl:apply-templates select="." mode="value"/>
      </xsl:variable>
      <xsl:if test="string($value)">
        <xsl:value-of select="concat(' ', $value)"/>
      </xsl:if>
    </xsl:for-each>
    <xsl:if test="(self::xs:any or self::xs:anyAttribute) and not(@processContents)">
      <xsl:text> processContents=strict</xsl:text>
    </xsl:if>
    <xsl:if test="(self::xs:any or self::xs:anyAttribute) and not(@namespace)">
      <xsl:text> namespace=##any</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- An attribute as name=value; nothing where it says what holds anyway -->

  <xsl:template match="@*" mode="value">
    <xsl:if test="namespace-uri()">
      <xsl:value-of select="concat('{', namespace-uri(), '}')"/>
    </xsl:if>
    <xsl:value-of select="concat(local-name(), '=', normalize-space())"/>
  </xsl:template>

  <xsl:template match="@minOccurs[. = '1'] | @maxOccurs[. = '1'] | @use[. = 'optional'] |
                       @abstract[. = 'false'] | @nillable[. = 'false'] | @mixed[. = 'false']"
                mode="value"/>
  <!-- Said at the type and at its content: the content's word counts. -->
  <xsl:template match="xs:complexType[xs:complexContent/@mixed]/@mixed" mode="value"/>

  <xsl:template match="@type | @ref | @base | @itemType | @substitutionGroup | @memberTypes |
                       @refer" mode="value">
    <xsl:value-of select="concat(local-name(), '=')"/>
    <xsl:call-template name="expand">
      <xsl:with-param name="names" select="normalize-space()"/>
      <xsl:with-param name="scope" select=".."/>
    </xsl:call-template>
  </xsl:template>

  <!-- {namespace}local for each of the QNames -->
  <xsl:template name="expand">
    <xsl:param name="names"/>
    <xsl:param name="scope"/>
    <xsl:variable name="name" select="substring-before(concat($names, ' '), ' ')"/>
    <xsl:variable name="rest" select="substring-after($names, ' ')"/>
    <xsl:variable name="prefix" select="substring-before($name, ':')"/>
    <xsl:value-of select="concat('{', $scope/namespace::*[name() = $prefix], '}')"/>
    <xsl:value-of select="substring-after(concat(substring(':', 1, not(contains($name, ':'))),
                          $name), ':')"/>
    <xsl:if test="$rest">
      <xsl:text> </xsl:text>
      <xsl:call-template name="expand">
        <xsl:with-param name="names" select="$rest"/>
        <xsl:with-param name="scope" select="$scope"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Declarations of roles; definitions are words and do not count. -->

  <xsl:template match="*" mode="role"/>

  <xsl:template match="link:roleType | link:arcroleType" mode="role">
    <xsl:variable name="role" select="."/>
    <xsl:for-each select="link:usedOn">
      <xsl:value-of select="concat(local-name($role), ' ', $role/@roleURI, $role/@arcroleURI)"/>
      <xsl:value-of select="concat(' id=', $role/@id, ' cycles=', $role/@cyclesAllowed, ' on=')"/>
      <xsl:call-template name="expand">
        <xsl:with-param name="names" select="normalize-space()"/>
        <xsl:with-param name="scope" select="."/>
      </xsl:call-template>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <!-- The notation before XBRL 2.1 was final: a name in place of a URI, usedOn as an attribute -->
  <xsl:template match="link:roleType[@name] | link:arcroleType[@name]" mode="role">
    <xsl:variable name="kind" select="substring-before(local-name(), 'Type')"/>
    <xsl:value-of select="concat(local-name(), ' http://www.xbrl.org/2003/', $kind, '/', @name)"/>
    <xsl:value-of select="concat(' id= cycles=', @cyclesAllowed)"/>
    <xsl:value-of select="concat(' on={http://www.xbrl.org/2003/linkbase}', @usedOn, '&#10;')"/>
  </xsl:template>
</xsl:stylesheet>
