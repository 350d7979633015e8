import { z } from '../lib/schema.ts'

export const channelKinds = [
  'site',
  'telegram',
  'whatsapp',
  'viber',
  'vk',
  'email',
  'sms',
  'voice',
  'app',
] as const
export const ChannelKind = z.enum(channelKinds)
export type ChannelKind = z.infer<typeof ChannelKind>
