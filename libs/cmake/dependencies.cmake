# SPDX-License-Identifier: Apache-2.0
# Third-party packages, all from the distribution; see docs/decisions for the choices of weight.
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(Boost 1.81 EXACT REQUIRED COMPONENTS system json url context)
find_package(spdlog CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx)
pkg_check_modules(RDKAFKA REQUIRED IMPORTED_TARGET rdkafka++)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-i18n icu-uc)
# Its CMake package asks for what Debian does not ship.
pkg_check_modules(XGBOOST REQUIRED IMPORTED_TARGET xgboost)
# The headers of PKCS#11 alone: a token brings its own library, loaded while a process runs.
pkg_check_modules(P11_KIT REQUIRED p11-kit-1)
pkg_check_modules(LUA REQUIRED IMPORTED_TARGET lua5.4)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
if(CLEARWAY_TESTS)
  find_package(GTest REQUIRED)
endif()
