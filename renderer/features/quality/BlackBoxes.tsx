import { IconArrowLeft, IconBox, IconFolderOpen } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { BlackBox, BoxHead } from '../../../shared/softphone/black-box.ts'
import { faultWords } from '../../../shared/softphone/fault-words.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { useNow } from '../../ui/now.ts'
import { Button, EmptyState, IconButton } from '../../ui/primitives.tsx'
import { BoxView } from './BoxView.tsx'
import css from './quality.module.css'
import { useQuality } from './store.ts'
import { texts } from './texts.ts'

/** The black boxes that were kept on this computer, and one of them opened. */
export function BlackBoxes() {
  const bridge = useBridge()
  const say = useText(texts)
  const language = useLanguage()
  const keep = useQuality((s) => s.keep)
  const [heads, setHeads] = useState<BoxHead[]>()
  const [open, setOpen] = useState<BlackBox>()
  const now = useNow()

  useEffect(() => {
    let gone = false
    const load = () =>
      bridge.quality.list({}).then((answer) => {
        if (!gone) setHeads(answer.ok ? answer.value.boxes : [])
      })
    void load()
    const stop = bridge.quality.onKept(() => void load())
    return () => {
      gone = true
      stop()
    }
  }, [bridge])

  const show = async (boxId: string) => {
    const answer = await bridge.quality.read({ boxId })
    if (answer.ok) setOpen(answer.value)
    else notify({ title: sentence(answer.code, language), tone: 'red' })
  }

  if (open)
    return (
      <>
        <div className={css.boxBar}>
          <Button icon={IconArrowLeft} onClick={() => setOpen(undefined)}>
            {say('back')}
          </Button>
          <Button
            icon={IconFolderOpen}
            onClick={() => void bridge.quality.showInFolder({ boxId: open.boxId })}
          >
            {say('show')}
          </Button>
        </div>
        <BoxView box={open} />
      </>
    )
  return (
    <>
      <p className={css.intro}>{say('noneHint')}</p>
      <Button icon={IconBox} command="call.black-box" onClick={() => void keep()}>
        {say('keep')}
      </Button>
      <h3 className={css.subtitle}>{say('boxes')}</h3>
      {heads?.length === 0 && <EmptyState icon={IconBox} title={say('none')} />}
      {heads && heads.length > 0 && (
        <>
          <ul className={css.boxes} aria-label={say('boxes')}>
            {heads.map(({ boxId, keptAt, fault }) => (
              <li key={boxId} className={css.box}>
                <span className={`num ${css.boxAt}`}>{moment(keptAt, now, language)}</span>
                <span className="ellipsis">
                  {fault ? faultWords[fault].what[language] : say('nothingFound')}
                </span>
                <Button size="small" onClick={() => void show(boxId)}>
                  {say('open')}
                </Button>
                <IconButton
                  icon={IconFolderOpen}
                  label={say('show')}
                  onClick={() => void bridge.quality.showInFolder({ boxId })}
                />
              </li>
            ))}
          </ul>
          <p className={css.why}>{say('twenty')}</p>
        </>
      )}
    </>
  )
}
