# SPDX-License-Identifier: Apache-2.0
# How everything is compiled: standard, warnings, sanitizers, cache and linker.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(CCACHE ccache)
if(CCACHE)
  # Paths relative to the checkout and one locale, which is part of ccache's key: another clone, or
  # tests/run, which sets LC_ALL, finds what this one has compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env --unset=LC_ALL --unset=LC_CTYPE
      --unset=LC_MESSAGES LANG=C.UTF-8 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# Debug keeps line tables only: full debug info doubles the time of the coroutine and gRPC files.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")

if(CLEARWAY_SANITIZE)
  add_compile_options(-fsanitize=${CLEARWAY_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CLEARWAY_SANITIZE})
endif()

# Warnings for our own code only; generated code is compiled without them.
set(CLEARWAY_WARNINGS -Wall -Wextra -Wswitch -Wshadow -Wconversion -Wno-sign-conversion
    -Wmissing-field-initializers -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns falsely at -O2 inside std::string (its bug 105329) and about the frames of Asio's
  # coroutines, and TSan knows no fences.
  list(APPEND CLEARWAY_WARNINGS -Wno-restrict -Wno-mismatched-new-delete -Wno-error=tsan)
endif()
