import { readFileSync } from 'node:fs'
import type Electron from 'electron'
import { notImplemented, Strict, strict } from '../strict.ts'

type Members = Pick<
  Electron.NativeImage,
  | 'isEmpty'
  | 'getSize'
  | 'toPNG'
  | 'toDataURL'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'getAspectRatio'
  | 'getScaleFactors'
>

/** An encoded picture. The host never draws it; sizes are read from PNG files, pixels are not touched. */
export class NativeImage extends Strict implements Members {
  private readonly data: Buffer
  private readonly size: Electron.Size
  private template = false

  constructor(data: Buffer, size: Electron.Size = pngSize(data)) {
    super()
    this.data = data
    this.size = size
  }

  isEmpty(): boolean {
    return this.data.length === 0
  }

  getSize(): Electron.Size {
    return { ...this.size }
  }

  getAspectRatio(): number {
    return this.size.height === 0 ? 1 : this.size.width / this.size.height
  }

  getScaleFactors(): number[] {
    return [1]
  }

  /** The same picture under another size: good for icons, which the host does not draw. */
  resize({ width, height }: Electron.ResizeOptions): NativeImage {
    const ratio = this.getAspectRatio()
    const size = {
      width: width ?? Math.round((height ?? this.size.height) * ratio),
      height: height ?? Math.round((width ?? this.size.width) / ratio),
    }
    return new ResizedImage(this.data, size)
  }

  toPNG(): Buffer {
    if (!this.isEmpty() && !isPng(this.data))
      throw notImplemented('NativeImage.toPNG of a picture that is no PNG')
    return this.data
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.toPNG().toString('base64')}`
  }

  setTemplateImage(option: boolean): void {
    this.template = option
  }

  isTemplateImage(): boolean {
    return this.template
  }
}

class ResizedImage extends NativeImage {
  override toPNG(): Buffer {
    throw notImplemented('NativeImage.toPNG after resize')
  }
}

export const nativeImage = strict('nativeImage', {
  createEmpty: (): NativeImage => new NativeImage(Buffer.alloc(0)),
  createFromBuffer: (buffer: Buffer): NativeImage => new NativeImage(buffer),
  createFromPath(path: string): NativeImage {
    try {
      return new NativeImage(readFileSync(path))
    } catch {
      // Electron gives an empty image for a file that cannot be read.
      return new NativeImage(Buffer.alloc(0))
    }
  },
  createFromDataURL: (dataURL: string): NativeImage =>
    new NativeImage(Buffer.from(dataURL.slice(dataURL.indexOf(',') + 1), 'base64')),
})

const isPng = (data: Buffer): boolean => data.length >= 24 && data.readUInt32BE(0) === 0x89504e47

function pngSize(data: Buffer): Electron.Size {
  return isPng(data)
    ? { width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
    : { width: 0, height: 0 }
}
