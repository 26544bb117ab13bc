#!/bin/sh
# catalog.sh WEB: a catalog for xmllint that leads all of http to a folder of what is there.
set -eu
web=$(cd "$1" && pwd)
cat <<END
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteSystem systemIdStartString="http://" rewritePrefix="file://$web/"/>
  <rewriteURI uriStartString="http://" rewritePrefix="file://$web/"/>
</catalog>
END
