# What the command makes of its own tables when it is built: completion scripts, and a manual page for
# each command.
set(KESSAN_GENERATED ${PROJECT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${KESSAN_GENERATED})

# kessan_generate(FILE ARGUMENT...): FILE is what `kessan ARGUMENT...` prints.
function(kessan_generate file)
    add_custom_command(OUTPUT ${KESSAN_GENERATED}/${file}
        COMMAND kessan ${ARGN} > ${KESSAN_GENERATED}/${file}
        DEPENDS kessan VERBATIM)
    set_property(GLOBAL APPEND PROPERTY KESSAN_GENERATED ${KESSAN_GENERATED}/${file})
endfunction()

set(KESSAN_COMMANDS make build validate render taxonomy facts convert fetch extract explain help)
foreach(command IN LISTS KESSAN_COMMANDS)
    kessan_generate(kessan-${command}.1 help --man ${command})
    install(FILES ${KESSAN_GENERATED}/kessan-${command}.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endforeach()
foreach(shell bash zsh fish)
    kessan_generate(completion.${shell} help --completion ${shell})
endforeach()
get_property(generated GLOBAL PROPERTY KESSAN_GENERATED)
add_custom_target(kessan_generated ALL DEPENDS ${generated})

install(FILES ${KESSAN_GENERATED}/completion.bash RENAME kessan
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
foreach(folder site-functions vendor-completions) # Debian's zsh looks below /usr in the second alone
    install(FILES ${KESSAN_GENERATED}/completion.zsh RENAME _kessan
            DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/${folder})
endforeach()
install(FILES ${KESSAN_GENERATED}/completion.fish RENAME kessan.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
