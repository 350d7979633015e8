const SVG = 'http://www.w3.org/2000/svg'

/** Drawings of the goods on a 120 grid: [fill, path] pairs, drawn in order. */
const drawings = {
  sofa: [
    ['#8f979c', 'M22 42h76a8 8 0 0 1 8 8v26H14V50a8 8 0 0 1 8-8z'],
    ['#a9b0b4', 'M28 50h30v24H28zM62 50h30v24H62z'],
    ['#767f85', 'M12 58a8 8 0 0 1 16 0v14h64V58a8 8 0 0 1 16 0v26H12z'],
    ['#5b4636', 'M20 84h5v10h-5zM95 84h5v10h-5z'],
  ],
  corner: [
    ['#a3917a', 'M18 36h84a7 7 0 0 1 7 7v34H11V43a7 7 0 0 1 7-7z'],
    ['#c9b9a3', 'M20 44h24v24H20zM48 44h24v24H48zM76 44h24v24H76z'],
    ['#b7a48c', 'M11 62h98v20H11z'],
    ['#c9b9a3', 'M11 62h34v32a4 4 0 0 1-4 4H15a4 4 0 0 1-4-4z'],
    ['#9d8a71', 'M11 88h34v6a4 4 0 0 1-4 4H15a4 4 0 0 1-4-4zM45 78h64v4H45z'],
    ['#5b4636', 'M15 98h5v6h-5zM36 98h5v6h-5zM101 82h5v9h-5z'],
  ],
  armchair: [
    ['#c4643f', 'M40 26h40a10 10 0 0 1 10 10v34H30V36a10 10 0 0 1 10-10z'],
    ['#d98560', 'M40 36h40v32H40z'],
    ['#a9512f', 'M22 56a8 8 0 0 1 16 0v12h44V56a8 8 0 0 1 16 0v30H22z'],
    ['#5b4636', 'M32 86h5l-2 12h-5zM83 86h5l2 12h-5z'],
  ],
  chair: [
    ['#d7a52e', 'M40 18h40a6 6 0 0 1 6 6v34H34V24a6 6 0 0 1 6-6z'],
    ['#e6bb54', 'M34 58h52a5 5 0 0 1 5 5v7H29v-7a5 5 0 0 1 5-5z'],
    ['#8a5a2b', 'M34 70h6l-3 32h-5zM80 70h6l2 32h-5z'],
  ],
  table: [
    ['#b98752', 'M12 44h96v10H12z'],
    ['#9c6b3f', 'M20 54h80v6H20z'],
    ['#8a5a2b', 'M22 60h8l-4 40h-6zM90 60h8l2 40h-6z'],
    ['#d8b48a', 'M52 44l2-10h14l2 10z'],
  ],
  desk: [
    ['#b98752', 'M12 42h96v8H12z'],
    ['#9c6b3f', 'M16 50h88v14H16z'],
    ['#d8b48a', 'M34 56h12v2H34zM74 56h12v2H74zM59 50h2v14h-2z'],
    ['#3b4145', 'M18 64h5v36h-5zM97 64h5v36h-5z'],
    ['#6b7479', 'M50 26h26v16H50z'],
  ],
  bed: [
    ['#7c6a58', 'M12 34h96a4 4 0 0 1 4 4v50H8V38a4 4 0 0 1 4-4z'],
    ['#f3eee6', 'M20 46h36v14H20zM64 46h36v14H64z'],
    ['#cfdadb', 'M8 58h104v24H8z'],
    ['#a9bdbf', 'M8 68h104v16H8z'],
    ['#5b4636', 'M14 88h6v10h-6zM100 88h6v10h-6z'],
  ],
  wardrobe: [
    ['#c9b9a3', 'M22 14h76v90H22z'],
    ['#b7a48c', 'M26 18h33v82H26z'],
    ['#dbe5e6', 'M61 18h33v82H61z'],
    ['#5b4636', 'M53 52h3v16h-3zM64 52h3v16h-3zM26 104h6v4h-6zM88 104h6v4h-6z'],
    ['#fff', 'M68 26l18-4-18 26z'],
  ],
  chandelier: [
    ['#6b7479', 'M59 6h2v34h-2z'],
    [
      '#9aa1a5',
      'M59 40h2L28 70l-2-2zM61 40l33 28-2 2zM59 42l-12 42-2-1zM61 42l14 41-2 1zM59 40 22 48v-2zM61 40l37 6v2zM59 42h2v50h-2z',
    ],
    [
      '#f2c14e',
      'M26 70a6 6 0 1 0 .1 0zM94 70a6 6 0 1 0 .1 0zM46 84a6 6 0 1 0 .1 0zM74 84a6 6 0 1 0 .1 0zM20 44a6 6 0 1 0 .1 0zM100 44a6 6 0 1 0 .1 0zM60 90a7 7 0 1 0 .1 0z',
    ],
  ],
  'floor-lamp': [
    ['#ecd9b4', 'M42 14h36l10 34H32z'],
    ['#d9c08d', 'M32 44h56l1 4H31z'],
    ['#8a5a2b', 'M58 48h4v22h-4zM58 68l-20 38h-4l22-40zM62 68l20 38h4L64 66zM58 68h4v38h-4z'],
  ],
  tv: [
    ['#26292b', 'M10 24h100v62H10z'],
    ['#2f6f8f', 'M14 28h92v52H14z'],
    ['#67a9c0', 'M14 80V62l22-18 20 18 16-12 34 30z'],
    ['#f2c14e', 'M88 36a6 6 0 1 0 .1 0z'],
    ['#3b4145', 'M34 86h6l-4 12h-8zM80 86h6l6 12h-8z'],
  ],
  vacuum: [
    ['#2c3134', 'M60 30a36 36 0 1 0 .1 0z'],
    ['#3f474b', 'M60 36a30 30 0 1 0 .1 0z'],
    ['#0c6170', 'M60 48a18 18 0 1 0 .1 0z'],
    ['#67c4cf', 'M60 58a8 8 0 1 0 .1 0z'],
    ['#85898c', 'M36 32h48l-6-6H42z'],
  ],
} as const satisfies Record<string, readonly (readonly [string, string])[]>

export type Picture = keyof typeof drawings

/** A picture of goods; decoration, since its name always stands beside it. */
export function picture(name: Picture): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 120 120')
  svg.setAttribute('aria-hidden', 'true')
  for (const [fill, d] of drawings[name]) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('fill', fill)
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}
