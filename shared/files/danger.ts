/** Why a file is not opened: what it may do, or what it hides. */
export type Danger = 'program' | 'active' | 'macro' | 'disguised'

const ends = (...list: string[]) => new Set(list)
/** Started by a click on some system. */
const programs = ends(
  ...'exe msi msix msp bat cmd com scr pif vbs vbe js jse mjs ws wsf wsh jar ps1 psm1 psd1 sh bash command'.split(
    ' ',
  ),
  ...'lnk url desktop hta reg cpl apk ipa dll sys drv ocx app pkg dmg iso img vhd vhdx chm gadget inf'.split(
    ' ',
  ),
  ...'msc scf scpt application appref-ms settingcontent-ms library-ms search-ms xll one'.split(' '),
)
/** Pages and pictures that may carry a script. */
const active = ends('html', 'htm', 'xhtml', 'shtml', 'mht', 'mhtml', 'svg', 'svgz', 'xsl', 'swf')
const macros = ends('docm', 'dotm', 'xlsm', 'xltm', 'xlsb', 'xlam', 'pptm', 'potm', 'ppsm', 'ppam', 'sldm')
/** What the first bytes must be for a name that ends so; formats with no bytes of their own are left out. */
const kinds: Record<string, readonly Kind[]> = {
  png: ['picture'],
  jpg: ['picture'],
  jpeg: ['picture'],
  gif: ['picture'],
  webp: ['picture', 'riff'],
  pdf: ['pdf'],
  doc: ['ole', 'text'],
  xls: ['ole', 'text'],
  ppt: ['ole'],
  docx: ['zip'],
  xlsx: ['zip'],
  pptx: ['zip'],
  odt: ['zip'],
  ods: ['zip'],
  zip: ['zip'],
}

type Kind = 'program' | 'active' | 'picture' | 'riff' | 'pdf' | 'ole' | 'zip' | 'text' | 'other'

/** Letters that turn the direction of what stands after them, or that nobody sees: `photo‮gpj.exe`. */
const turning = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/

/**
 * What is wrong with a file by its name and, where they are known, by its first bytes: what a sender says of its type is
 * not asked. A name without an ending, or with one that is not known, is judged by its bytes alone.
 */
export function dangerOf(fileName: string, head?: Uint8Array): Danger | undefined {
  if (turning.test(fileName)) return 'disguised'
  const parts = fileName
    .toLowerCase()
    .replace(/[. ]+$/, '')
    .split('.')
  const end = parts.length > 1 ? (parts.at(-1) ?? '').trim() : ''
  const before = parts.length > 2 ? (parts.at(-2) ?? '').trim() : ''
  const looks = Object.hasOwn(kinds, before)
  if (programs.has(end)) return looks ? 'disguised' : 'program'
  if (active.has(end)) return looks ? 'disguised' : 'active'
  if (macros.has(end)) return 'macro'
  if (!head || head.length === 0) return undefined
  const kind = kindOf(head)
  if (kind === 'program' || kind === 'active') return end ? 'disguised' : kind
  if ((kind === 'zip' || kind === 'ole') && hasMacros(head)) return 'macro'
  const wanted = Object.hasOwn(kinds, end) ? kinds[end] : undefined
  return wanted && !wanted.includes(kind) ? 'disguised' : undefined
}

/** The kind of a file by its magic number. */
function kindOf(head: Uint8Array): Kind {
  const text = latin(head.subarray(0, 1024))
  const starts = (magic: string) => text.startsWith(magic)
  // DOS and Windows, ELF, Mach-O (both orders, and fat), a script's first line, a shortcut (MS-SHLLINK 2.1), Java, cabinet.
  const program =
    starts('MZ') ||
    starts('\x7fELF') ||
    /^(\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe)/.test(text) ||
    starts('#!') ||
    starts('L\0\0\0\x01\x14\x02\0') ||
    starts('MSCF')
  if (program) return 'program'
  if (starts('\x89PNG\r\n\x1a\n') || /^GIF8[79]a/.test(text) || starts('\xff\xd8')) return 'picture'
  if (starts('RIFF')) return 'riff'
  if (starts('%PDF-')) return 'pdf'
  if (starts('PK\x03\x04') || starts('PK\x05\x06')) return 'zip'
  if (starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole'
  const words = text
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase()
  if (
    /^(<!doctype html|<html|<head|<body|<script|<svg)/.test(words) ||
    /^<\?xml[^>]*\?>\s*(<!--.*?-->\s*)*<(svg|html)/s.test(words)
  )
    return 'active'
  return /[\0-\x08]/.test(text) ? 'other' : 'text'
}

/** Office keeps macros in a part of this name (ECMA-376), older formats in a storage of that one (MS-OVBA). */
function hasMacros(head: Uint8Array): boolean {
  const text = latin(head)
  return text.includes('vbaProject.bin') || text.includes('_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T')
}

function latin(bytes: Uint8Array): string {
  let text = ''
  // In parts: so many arguments at once would be too many for a call.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

/** The code that says why such a file is not taken. */
export const dangerCode = (danger: Danger): 'FILE_TYPE_REFUSED' | 'FILE_MACROS' | 'FILE_DISGUISED' =>
  danger === 'macro' ? 'FILE_MACROS' : danger === 'disguised' ? 'FILE_DISGUISED' : 'FILE_TYPE_REFUSED'
