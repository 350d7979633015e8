import { Modal } from '@mantine/core'
import {
  IconArrowAutofitContent,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconFileTypePdf,
  IconRotateClockwise,
  IconX,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'
import { useOperatorName } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import { type Medium, mediaOf, srcOf, useViewed, viewFile, zoomed } from './media.ts'
import { timelineTexts } from './texts.ts'
import css from './viewer.module.css'

/** Pictures, videos and voices of the person, one after another over the whole window. Keys: arrows, + − 0, R, S, Esc. */
export function MediaViewer() {
  const fileId = useViewed()
  const items = usePerson((s) => s.items)
  const media = useMemo(() => (fileId === undefined ? [] : mediaOf(items)), [fileId, items])
  const at = media.findIndex(({ file }) => file.attachmentId === fileId)
  const medium = media[at]
  if (!medium) return null
  return <Viewer media={media} at={at} medium={medium} />
}

function Viewer(props: { media: readonly Medium[]; at: number; medium: Medium }) {
  const { media, at, medium } = props
  const say = useText(timelineTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const { file, kind } = medium
  const [look, setLook] = useState({ of: file.attachmentId, zoom: 1, turn: 0 })
  // Each picture comes as it is.
  const { zoom, turn } = look.of === file.attachmentId ? look : { zoom: 1, turn: 0 }
  const setZoom = (to: number) => setLook({ of: file.attachmentId, zoom: to, turn })
  const setTurn = (to: number) => setLook({ of: file.attachmentId, zoom, turn: to })
  const go = (by: number) => {
    const next = media[at + by]
    if (next) viewFile(next.file.attachmentId)
  }
  const save = async () => {
    const answer = await bridge.writing.saveFile({
      fileId: file.attachmentId,
      fileName: file.fileName,
      ask: true,
    })
    if (tell(answer) && answer.value.file)
      notify({ tone: 'green', title: say('fileSaved'), detail: answer.value.file })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    // A player has arrows of its own.
    const playing = event.target instanceof HTMLMediaElement
    const acts: Record<string, (() => void) | undefined> = {
      ArrowLeft: playing ? undefined : () => go(-1),
      ArrowRight: playing ? undefined : () => go(1),
      PageUp: () => go(-1),
      PageDown: () => go(1),
      Equal: () => setZoom(zoomed(zoom, true)),
      NumpadAdd: () => setZoom(zoomed(zoom, true)),
      Minus: () => setZoom(zoomed(zoom, false)),
      NumpadSubtract: () => setZoom(zoomed(zoom, false)),
      Digit0: () => setZoom(1),
      KeyR: () => setTurn((turn + 1) % 4),
      KeyS: () => void save(),
    }
    const act = acts[event.code]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const picture = kind === 'image'
  return (
    <Modal.Root opened onClose={() => viewFile(undefined)} fullScreen returnFocus>
      <Modal.Content className={css.content ?? ''} aria-label={say('viewer')} data-testid="viewer">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys that bubble from its buttons, and each key has a button of its own */}
        <div className={css.whole} onKeyDown={onKeyDown}>
          <div className={css.bar}>
            <Caption medium={medium} />
            <span className={`num ${css.count}`} aria-live="polite">
              {say('viewerOf', { at: at + 1, count: media.length })}
            </span>
            {picture && (
              <>
                <IconButton
                  icon={IconZoomOut}
                  label={`${say('viewerOut')} −`}
                  onClick={() => setZoom(zoomed(zoom, false))}
                />
                <IconButton
                  icon={IconZoomIn}
                  label={`${say('viewerIn')} +`}
                  onClick={() => setZoom(zoomed(zoom, true))}
                />
                <IconButton
                  icon={IconArrowAutofitContent}
                  label={`${say('viewerFit')} 0`}
                  onClick={() => setZoom(1)}
                />
                <IconButton
                  icon={IconRotateClockwise}
                  label={`${say('viewerTurn')} R`}
                  onClick={() => setTurn((turn + 1) % 4)}
                />
              </>
            )}
            <Button icon={IconDownload} caps="S" onClick={() => void save()}>
              {say('viewerSave')}
            </Button>
            <IconButton
              icon={IconX}
              label={`${say('viewerClose')} Esc`}
              onClick={() => viewFile(undefined)}
            />
          </div>
          <div className={css.stage}>
            <IconButton
              icon={IconChevronLeft}
              size="large"
              label={`${say('viewerBefore')} ←`}
              className={css.side ?? ''}
              disabled={at === 0}
              onClick={() => go(-1)}
            />
            <section className={css.view} tabIndex={-1} data-autofocus aria-label={file.fileName}>
              <Shown medium={medium} zoom={zoom} turn={turn} />
            </section>
            <IconButton
              icon={IconChevronRight}
              size="large"
              label={`${say('viewerNext')} →`}
              className={css.side ?? ''}
              disabled={at === media.length - 1}
              onClick={() => go(1)}
            />
          </div>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

/** What it is called, who sent it, when and by which channel. */
function Caption(props: { medium: Medium }) {
  const { file, item } = props.medium
  const say = useText(timelineTexts)
  const language = useLanguage()
  const operatorName = useOperatorName()
  const channel = useChannelName()
  const who = item.direction === 'in' ? say('viewerCustomer') : operatorName(item.operatorId)
  return (
    <div className={css.caption}>
      <div className={`${css.name} ellipsis`} title={file.fileName}>
        {file.fileName}
      </div>
      <div className={`${css.from} ellipsis`}>
        {[who, moment(item.at, Date.now(), language), channel(item.channel)].filter(Boolean).join(' · ')}
      </div>
    </div>
  )
}

function Shown(props: { medium: Medium; zoom: number; turn: number }) {
  const { medium, zoom, turn } = props
  const say = useText(timelineTexts)
  const { file, kind } = medium
  const src = srcOf(file)
  switch (kind) {
    case 'image':
      return (
        <img
          src={src}
          alt={file.fileName}
          className={css.picture}
          style={{
            maxWidth: `${zoom * 100}%`,
            maxHeight: `${zoom * 100}%`,
            ...(zoom > 1 ? { width: `${zoom * 100}%`, objectFit: 'contain' } : {}),
            transform: `rotate(${turn * 90}deg)`,
          }}
        />
      )
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: the file came from a customer without captions, and the hub makes no transcripts of files
      return <video src={src} controls className={css.picture} aria-label={file.fileName} />
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: a voice note comes without captions, and the hub makes no transcripts of files
      return <audio src={src} controls className={css.sound} aria-label={file.fileName} />
    case 'document':
      return (
        <div className={css.document}>
          <Icon of={IconFileTypePdf} size={48} color="dim" />
          <p>{say('viewerDocument')}</p>
        </div>
      )
  }
}
