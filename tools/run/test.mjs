// `npm test`: all set-up, then every check and test, under the project's own Node 24.
import { join } from 'node:path'
import { debianPackages, installDependencies, root, underNode24 } from './prepare.mjs'

installDependencies()
debianPackages(['chromium', 'xvfb', 'openbox', 'wmctrl', 'xauth'], 'The journeys drive a real window')
debianPackages(['ffmpeg', 'firefox-esr'], 'Recordings are decoded, and the widget is tried in Firefox')
debianPackages(
  [
    'kamailio',
    'kamailio-websocket-modules',
    'kamailio-tls-modules',
    'rtpengine-daemon',
    'sip-tester',
    'openssl',
    'curl',
    'iproute2',
    'sox',
    'espeak-ng',
    'coturn',
    'baresip-core',
  ],
  'The telephony lab is a real SIP network on loopback',
)
process.exit(underNode24([join(root, 'tools/run/test.ts')]))
