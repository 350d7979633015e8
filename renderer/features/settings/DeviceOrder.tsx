import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { DeviceChoice, DeviceRole } from '../../../shared/ipc/contract.ts'
import { findDevice, moved } from '../../../shared/softphone/device-choice.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { usePreference } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button, IconButton, Pill } from '../../ui/primitives.tsx'
import { Field, told } from './parts.tsx'
import css from './sound.module.css'
import { soundTexts } from './sound-texts.ts'

/**
 * The devices of a role in the order in which they are preferred: the first that is plugged in is used. Moved by Alt and
 * the arrows, by its buttons or by dragging.
 */
export function DeviceOrder(props: {
  of: DeviceRole
  there: readonly DeviceChoice[]
  using: DeviceChoice | undefined
}) {
  const { of: role, there, using } = props
  const say = useText(soundTexts)
  const bridge = useBridge()
  const order = usePreference((p) => p.sound.devices[role])
  const rows = useRef<HTMLUListElement>(null)
  const [dragged, setDragged] = useState<number>()

  // What was preferred stays in its place while it is unplugged; what nobody ordered comes after.
  const known = order.map((wanted) => {
    const found = findDevice(wanted, there)
    return { ...(found ?? wanted), there: found !== undefined }
  })
  const all = [
    ...known,
    ...there.filter((d) => !known.some((k) => k.id === d.id)).map((d) => ({ ...d, there: true })),
  ]
  const save = (list: readonly DeviceChoice[]) =>
    void bridge.devices
      .prefer({ role, order: list.slice(0, 20).map(({ id, label }) => ({ id, label })) })
      .then(told)
  const move = (at: number, by: number) => {
    if (at + by < 0 || at + by >= all.length) return
    save(moved(all, at, by))
    // The row is another element afterwards; the keyboard stays with the device.
    requestAnimationFrame(() => (rows.current?.children[at + by] as HTMLElement | undefined)?.focus())
  }
  const onKey = (event: KeyboardEvent, at: number) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.code]
    if (by === undefined) return
    event.preventDefault()
    if (event.altKey) move(at, by)
    else (rows.current?.children[at + by] as HTMLElement | undefined)?.focus()
  }

  return (
    <Field label={say(role)} hint={order.length === 0 ? say('usual') : say('orderHint')}>
      <ul className={css.devices} aria-label={say(role)} ref={rows}>
        {all.map((device, at) => (
          <li
            key={device.id}
            className={css.device}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the row is moved with the keyboard
            tabIndex={0}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            data-there={device.there}
            data-dragged={dragged === at}
            draggable
            onKeyDown={(event) => event.target === event.currentTarget && onKey(event, at)}
            onDragStart={() => setDragged(at)}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={(event) => dragged !== undefined && event.preventDefault()}
            onDrop={() => dragged !== undefined && dragged !== at && move(dragged, at - dragged)}
          >
            <Icon of={IconGripVertical} color="faint" />
            <span className={`${css.deviceName} ellipsis`}>{device.label || say('unnamed')}</span>
            {device.there && using?.id === device.id && <Pill tone="green">{say('inUse')}</Pill>}
            {!device.there && <Pill>{say('unplugged')}</Pill>}
            <span className={css.deviceActions}>
              {!device.there && (
                <IconButton
                  icon={IconX}
                  iconSize={16}
                  label={say('forget', { name: device.label || say('unnamed') })}
                  onClick={() => save(all.filter((d) => d.id !== device.id))}
                />
              )}
              <IconButton
                icon={IconArrowUp}
                iconSize={16}
                label={say('up', { name: device.label || say('unnamed') })}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              />
              <IconButton
                icon={IconArrowDown}
                iconSize={16}
                label={say('down', { name: device.label || say('unnamed') })}
                disabled={at === all.length - 1}
                onClick={() => move(at, 1)}
              />
            </span>
          </li>
        ))}
        {all.length === 0 && <li className={css.none}>{say('none')}</li>}
      </ul>
      {order.length > 0 && (
        <div>
          <Button look="link" size="small" onClick={() => save([])}>
            {say('asSystem')}
          </Button>
        </div>
      )}
    </Field>
  )
}
