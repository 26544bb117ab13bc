# The libraries we stand on; each room names the ones it may see.
find_package(PkgConfig REQUIRED)
pkg_check_modules(libxml2 REQUIRED IMPORTED_TARGET libxml-2.0>=2.9.14)
pkg_check_modules(libxslt REQUIRED IMPORTED_TARGET libxslt libexslt)
pkg_check_modules(libcurl REQUIRED libcurl>=7.85) # its header only: the command loads it when it fetches
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip>=1.7.3)
pkg_check_modules(jansson REQUIRED IMPORTED_TARGET jansson>=2.13)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3>=3.36)
find_library(GMP_LIBRARY gmp REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
