import { SegmentedControl } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useBridge } from '../../bridge/bridge.tsx'
import { useMe, useSession } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { Fact, Facts, Field, Section, told } from './parts.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

/** Who is signed in, and their status. */
export function Me() {
  const say = useText(texts)
  const bridge = useBridge()
  const me = useMe()
  const presence = useSession((s) => s?.presence ?? 'offline')
  return (
    <Section title={say('me')}>
      <div className={css.form}>
        {me && (
          <Facts>
            <Fact name={say('name')}>{me.name}</Fact>
            <Fact name={say('login')}>{me.login}</Fact>
            <Fact name={say('roles')}>{me.roles.map((role) => say(role)).join(', ')}</Fact>
          </Facts>
        )}
        <Field label={say('status')} hint={say('statusWhy')}>
          <SegmentedControl
            value={presence}
            aria-label={say('status')}
            onChange={(value) =>
              void bridge.session.setPresence({ presence: value as 'available' | 'busy' | 'away' }).then(told)
            }
            data={(['available', 'busy', 'away'] as const).map((value) => ({ value, label: say(value) }))}
          />
        </Field>
        <div className={css.row}>
          <Button icon={IconLogout} onClick={() => void bridge.session.logout({}).then(told)}>
            {say('signOut')}
          </Button>
        </div>
      </div>
    </Section>
  )
}
