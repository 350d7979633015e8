; Registers Kommutator as a program that may open tel:, callto: and sip: links (Windows asks the user which one to use).
!macro registerScheme SCHEME
  WriteRegStr SHCTX "Software\Kommutator\Capabilities\URLAssociations" "${SCHEME}" "Kommutator.${SCHEME}"
  WriteRegStr SHCTX "Software\Classes\Kommutator.${SCHEME}" "" "URL:${SCHEME}"
  WriteRegStr SHCTX "Software\Classes\Kommutator.${SCHEME}" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\Kommutator.${SCHEME}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customInstall
  WriteRegStr SHCTX "Software\Kommutator\Capabilities" "ApplicationName" "Kommutator"
  WriteRegStr SHCTX "Software\Kommutator\Capabilities" "ApplicationDescription" "Operator console"
  !insertmacro registerScheme "tel"
  !insertmacro registerScheme "callto"
  !insertmacro registerScheme "sip"
  WriteRegStr SHCTX "Software\RegisteredApplications" "Kommutator" "Software\Kommutator\Capabilities"
!macroend

!macro customUnInstall
  DeleteRegValue SHCTX "Software\RegisteredApplications" "Kommutator"
  DeleteRegKey SHCTX "Software\Kommutator"
  DeleteRegKey SHCTX "Software\Classes\Kommutator.tel"
  DeleteRegKey SHCTX "Software\Classes\Kommutator.callto"
  DeleteRegKey SHCTX "Software\Classes\Kommutator.sip"
!macroend
