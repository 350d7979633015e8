import { Popover } from '@mantine/core'
import { IconGavel, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import type { CallId, ContactId } from '../../../shared/lib/ids.ts'
import { useText } from '../../i18n/use-text.tsx'
import { IconButton } from '../../ui/primitives.tsx'
import { HoldForm } from './HoldForm.tsx'
import { holdTexts } from './hold-texts.ts'

/** Places a hold, or, where one stands, lifts it. */
export function HoldButton(props: {
  contactId: ContactId
  callId?: CallId | undefined
  /** The hold that stands. */
  holdId?: string | undefined
  onDone?: () => void
}) {
  const { holdId, onDone } = props
  const say = useText(holdTexts)
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <IconButton
          icon={holdId ? IconLockOpen : IconGavel}
          iconSize={16}
          label={say(holdId ? 'lift' : 'place')}
          aria-pressed={holdId !== undefined}
          onClick={() => setOpen(!open)}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <HoldForm
          {...props}
          onDone={() => {
            setOpen(false)
            onDone?.()
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
