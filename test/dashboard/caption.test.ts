import { expect, it } from 'vitest'
import { captionWithLink } from '../../src/dashboard/pages/links/caption.ts'

const url = 'https://go.shop.example/votter'

it('puts the link where the caption says, each time', () => {
  expect(captionWithLink('Se {link}!\nIgjen: {link}', url)).toBe(`Se ${url}!\nIgjen: ${url}`)
})

it('puts the link below a caption that does not say where', () => {
  expect(captionWithLink('Nye votter 💙 \n', url)).toBe(`Nye votter 💙\n\n${url}`)
})
