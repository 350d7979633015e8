import {
  IconBrandTelegram,
  IconBrandVk,
  IconBrandWhatsapp,
  IconDeviceMobile,
  IconDeviceMobileMessage,
  IconMail,
  IconMessageCircle,
  IconPhone,
  IconPhoneSpark,
  IconRobot,
} from '@tabler/icons-react'
import type { ChannelKind } from '../../shared/domain/channel.ts'
import { defineTexts } from '../i18n/define.ts'
import { useText } from '../i18n/use-text.tsx'
import { Icon, type IconType } from './icon.tsx'

/** A wire of the timeline: a channel, or the bot that spoke on one. */
export type Wire = ChannelKind | 'bot'

const looks: Record<Wire, { icon: IconType; token: string }> = {
  site: { icon: IconMessageCircle, token: 'ch-site' },
  telegram: { icon: IconBrandTelegram, token: 'ch-telegram' },
  whatsapp: { icon: IconBrandWhatsapp, token: 'ch-whatsapp' },
  viber: { icon: IconPhoneSpark, token: 'ch-viber' },
  vk: { icon: IconBrandVk, token: 'ch-vk' },
  email: { icon: IconMail, token: 'ch-email' },
  sms: { icon: IconDeviceMobileMessage, token: 'ch-sms' },
  voice: { icon: IconPhone, token: 'ch-phone' },
  app: { icon: IconDeviceMobile, token: 'ch-site' },
  bot: { icon: IconRobot, token: 'ch-bot' },
}

export const channelTexts = defineTexts('channel', {
  site: { ru: 'Чат на сайте', pl: 'Czat na stronie', en: 'Site chat' },
  telegram: { ru: 'Telegram', pl: 'Telegram', en: 'Telegram' },
  whatsapp: { ru: 'WhatsApp', pl: 'WhatsApp', en: 'WhatsApp' },
  viber: { ru: 'Viber', pl: 'Viber', en: 'Viber' },
  vk: { ru: 'ВКонтакте', pl: 'VK', en: 'VK' },
  email: { ru: 'Почта', pl: 'E-mail', en: 'E-mail' },
  sms: { ru: 'SMS', pl: 'SMS', en: 'SMS' },
  voice: { ru: 'Телефон', pl: 'Telefon', en: 'Phone' },
  app: { ru: 'Приложение', pl: 'Aplikacja', en: 'App' },
  bot: { ru: 'Бот', pl: 'Bot', en: 'Bot' },
})

/** The token of a wire's colour, for the bar and the run's name: `var(--k-ch-telegram)`. */
export const wireColor = (wire: Wire): string => `var(--k-${looks[wire].token})`

/** The mark of a channel in its colour. Silent for screen readers: its word always stands beside it. */
export function ChannelIcon(props: { wire: Wire; size?: number }) {
  const { icon, token } = looks[props.wire]
  return <Icon of={icon} size={props.size ?? 16} color={token} />
}

/** The word for a wire in the operator's language. */
export function useChannelName(): (wire: Wire) => string {
  return useText(channelTexts)
}
