# "pcocc-image" is "pcocc image".
complete -c pcocc-image -w 'pcocc image'
