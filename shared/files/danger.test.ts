import { describe, expect, test } from 'vitest'
import { dangerOf } from './danger.ts'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const png = bytes('\x89PNG\r\n\x1a\n')
const zip = bytes('PK\x03\x04')

describe('a file', () => {
  test.each([
    ['setup.exe', 'program'],
    ['SETUP.EXE', 'program'],
    ['screen.scr', 'program'],
    ['page.js', 'program'],
    ['run.vbs', 'program'],
    ['shortcut.lnk', 'program'],
    ['install.msi', 'program'],
    ['do.bat', 'program'],
    ['do.ps1', 'program'],
    ['setup.exe.', 'program'],
    ['setup.exe ', 'program'],
    ['page.html', 'active'],
    ['logo.svg', 'active'],
    ['prices.xlsm', 'macro'],
    ['letter.docm', 'macro'],
    ['invoice.pdf.exe', 'disguised'],
    ['photo.jpg.html', 'disguised'],
    ['photo\u202egpj.exe', 'disguised'],
    ['in\u200bvoice.pdf', 'disguised'],
    ['photo.jpg', undefined],
    ['plan.v2.pdf', undefined],
    ['договор.docx', undefined],
    ['README', undefined],
    ['invoice.xml', undefined],
    ['archive.tar.gz', undefined],
  ])('called %j: %s', (name, danger) => {
    expect(dangerOf(name)).toBe(danger)
  })

  test.each([
    ['photo.jpg', bytes('MZ\x90\0'), 'disguised'],
    ['photo.jpg', bytes('\xff\xd8\xff'), undefined],
    ['photo.jpg', png, undefined],
    ['photo.png', bytes('<svg onload="x()">'), 'disguised'],
    ['plan.pdf', bytes('%PDF-1.7'), undefined],
    ['plan.pdf', zip, 'disguised'],
    ['notes.txt', bytes('<!DOCTYPE html><script>'), 'disguised'],
    ['notes.txt', bytes('#!/bin/sh\n'), 'disguised'],
    ['notes.txt', bytes('Hello, <b>world</b>'), undefined],
    ['drawing', bytes('<?xml version="1.0"?>\n<svg>'), 'active'],
    ['prices.xlsx', bytes('PK\x03\x04xl/vbaProject.bin'), 'macro'],
    ['prices.xls', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..._\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0'), 'macro'],
    ['prices.xlsx', zip, undefined],
    ['tool', bytes('\x7fELF'), 'program'],
    ['link.txt', bytes('L\0\0\0\x01\x14\x02\0'), 'disguised'],
    ['empty.pdf', new Uint8Array(), undefined],
  ])('called %s with these bytes (%#): %s', (name, head, danger) => {
    expect(dangerOf(name, head)).toBe(danger)
  })
})
