# kessan_room(NAME LAYER n [DEPENDS room...] [LIBRARIES library...])
#
# A folder below src/ as an object library. The law of the layers is in the include paths: a room
# sees its own headers and those of the rooms it DEPENDS on, all of them in lower layers and already
# defined, so that an include of a higher room does not compile and a cycle does not configure.
# LIBRARIES are seen by this room alone; what links the whole gets them from kessan_libraries.
add_library(kessan_libraries INTERFACE)
set_property(GLOBAL PROPERTY KESSAN_ROOMS "")

function(kessan_room name)
    cmake_parse_arguments(arg "" "LAYER" "DEPENDS;LIBRARIES" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.c)
    add_library(room_${name} OBJECT ${sources})
    target_include_directories(room_${name} PUBLIC
        ${CMAKE_CURRENT_SOURCE_DIR}/${name} ${PROJECT_SOURCE_DIR}/include)
    target_compile_options(room_${name} PRIVATE
        -include ${PROJECT_SOURCE_DIR}/src/base/base_banned.h)
    target_link_libraries(room_${name} PRIVATE kessan_flags ${arg_LIBRARIES})
    set(closure room_${name})
    foreach(dependency IN LISTS arg_DEPENDS)
        if(NOT TARGET room_${dependency})
            message(FATAL_ERROR "room ${name} depends on ${dependency}, which is not below it")
        endif()
        get_target_property(below room_${dependency} KESSAN_LAYER)
        if(NOT below LESS arg_LAYER)
            message(FATAL_ERROR "room ${name} (layer ${arg_LAYER}) must not include ${dependency} (layer ${below})")
        endif()
        target_include_directories(room_${name} PUBLIC
            $<TARGET_PROPERTY:room_${dependency},INTERFACE_INCLUDE_DIRECTORIES>)
        get_target_property(theirs room_${dependency} KESSAN_CLOSURE)
        list(APPEND closure ${theirs})
    endforeach()
    list(REMOVE_DUPLICATES closure)
    set_target_properties(room_${name} PROPERTIES KESSAN_LAYER ${arg_LAYER} KESSAN_CLOSURE "${closure}")
    target_link_libraries(kessan_libraries INTERFACE ${arg_LIBRARIES})
    set_property(GLOBAL APPEND PROPERTY KESSAN_ROOMS ${name})
endfunction()
