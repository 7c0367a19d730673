# SPDX-License-Identifier: Apache-2.0
# The few functions with which a room of the house declares itself.

# clearway_library(<target> SOURCES ... LINKS ...): a static library of our own code.
function(clearway_library target)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${target} STATIC ${ARG_SOURCES})
  target_compile_options(${target} PRIVATE ${CLEARWAY_WARNINGS})
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/libs
      ${CMAKE_BINARY_DIR}/embedded)
  target_link_libraries(${target} PUBLIC ${ARG_LINKS})
endfunction()

# clearway_program(<binary> SOURCES ... LINKS ...): an executable in <build>/bin.
function(clearway_program target)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  target_compile_options(${target} PRIVATE ${CLEARWAY_WARNINGS})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/libs
      ${CMAKE_BINARY_DIR}/embedded)
  target_link_libraries(${target} PRIVATE ${ARG_LINKS})
endfunction()

# clearway_test(<target> LABEL unit|integration SOURCES ... LINKS ...): one GoogleTest binary of a
# room. Unit tests need no process; integration tests get PostgreSQL and Kafka from tests/run.
function(clearway_test target)
  if(NOT CLEARWAY_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "LABEL" "SOURCES;LINKS" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  target_compile_options(${target} PRIVATE ${CLEARWAY_WARNINGS})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/libs
      ${CMAKE_BINARY_DIR}/embedded)
  target_link_libraries(${target} PRIVATE ${ARG_LINKS} GTest::gmock GTest::gtest_main)
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${target} COMMAND ${target} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${target} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT 300)
  # tests-unit, tests-integration: what one part of tests/run needs built.
  if(NOT TARGET tests-${ARG_LABEL})
    add_custom_target(tests-${ARG_LABEL})
  endif()
  add_dependencies(tests-${ARG_LABEL} ${target})
endfunction()

# clearway_proto(<target> FILES ... LINKS ...): generated messages, and services where a file ends
# in _service.proto; one target a proto package, so that a change rebuilds only its readers.
function(clearway_proto target)
  cmake_parse_arguments(ARG "" "" "FILES;LINKS" ${ARGN})
  set(root ${CMAKE_SOURCE_DIR}/proto)
  set(out ${CMAKE_BINARY_DIR}/generated)
  set(generated "")
  foreach(file IN LISTS ARG_FILES)
    string(REGEX REPLACE "[.]proto$" "" base ${file})
    set(source ${root}/${file})
    if(NOT EXISTS ${source})
      set(source ${root}/third_party/${file})
    endif()
    set(outputs ${out}/${base}.pb.h ${out}/${base}.pb.cc)
    set(grpc "")
    file(STRINGS ${source} services REGEX "^service ")
    if(services)
      list(APPEND outputs ${out}/${base}.grpc.pb.h ${out}/${base}.grpc.pb.cc)
      set(grpc --grpc_out=${out} --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(OUTPUT ${outputs}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
        COMMAND protobuf::protoc -I ${root} -I ${root}/third_party --cpp_out=${out} ${grpc} ${file}
        DEPENDS ${source} WORKING_DIRECTORY ${root} VERBATIM)
    list(APPEND generated ${outputs})
  endforeach()
  add_library(${target} STATIC ${generated})
  target_include_directories(${target} SYSTEM PUBLIC ${out})
  target_link_libraries(${target} PUBLIC ${ARG_LINKS} protobuf::libprotobuf gRPC::grpc++)
endfunction()

# clearway_embed(<target> <dir>): makes the text files of a folder, sorted by name,
# available as constants (raw text, at most what the
# compiler accepts). Header embedded/<target>.h declares, in namespace clearway::embedded::<target>,
# `extern const std::string_view k<PascalName>` for each file and `kAll`, an array of {name, text}.
function(clearway_embed target dir)
  file(GLOB files CONFIGURE_DEPENDS ${dir}/*)
  set(header ${CMAKE_BINARY_DIR}/embedded/embedded/${target}.h)
  set(source ${CMAKE_BINARY_DIR}/embedded/embedded/${target}.cpp)
  add_custom_command(OUTPUT ${header} ${source}
      COMMAND python3 ${CMAKE_SOURCE_DIR}/libs/cmake/embed.py ${target} ${header} ${source} ${files}
      DEPENDS ${files} ${CMAKE_SOURCE_DIR}/libs/cmake/embed.py VERBATIM)
  add_library(${target} STATIC ${source} ${header})
  target_include_directories(${target} PUBLIC ${CMAKE_BINARY_DIR}/embedded)
endfunction()
