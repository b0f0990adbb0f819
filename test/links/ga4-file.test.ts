import { describe, expect, it } from 'vitest'
import { readGa4File } from '../../src/links/ga4-file.ts'
import { ga4Rules } from '../../src/links/ga4-rules.ts'
import { noon } from '../make.ts'

const whole = 'google,search\netsy,shopping\nThreads,social\nyoutube,video\n'

function read(text: string, asOf?: string) {
  return readGa4File({ text, name: 'list.csv', asOf, now: noon })
}

function faults(text: string): readonly string[] {
  const result = read(text)
  return result.ok ? [] : result.faults
}

describe('readGa4File', () => {
  it.each([
    [
      'Google’s table',
      `source,source_category\ngoogle,SOURCE_CATEGORY_SEARCH\netsy,SOURCE_CATEGORY_SHOPPING\nthreads,SOURCE_CATEGORY_SOCIAL\nyoutube,SOURCE_CATEGORY_VIDEO`,
    ],
    ['no head', whole],
    [
      'a spreadsheet’s semicolons, byte order mark and line ends',
      `\ufeffSource;Category\r\n${whole.replaceAll(',', ';').replaceAll('\n', '\r\n')}\r\n`,
    ],
    ['tabs and quotes', whole.replaceAll(',', '\t').replace('google', '"google"')],
    [
      'a JSON list',
      JSON.stringify(
        [...whole.trim().split('\n')].map((line) => ({ source: line.split(',')[0], category: line.split(',')[1] })),
      ),
    ],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual({
      ok: true,
      loaded: {
        ...{ asOf: '2026-11-22', origin: 'list.csv', loadedAt: noon },
        sources: { search: ['google'], shopping: ['etsy'], social: ['threads'], video: ['youtube'] },
      },
    })
  })

  it('takes the day from who loads it, else from the file', () => {
    const json = JSON.stringify({
      asOf: '2026-07-01',
      sources: ['search', 'shopping', 'social', 'video'].map((category) => ({ source: category, category })),
    })
    expect(read(json)).toMatchObject({ ok: true, loaded: { asOf: '2026-07-01' } })
    expect(read(json, '2026-10-01')).toMatchObject({ ok: true, loaded: { asOf: '2026-10-01' } })
    expect(faults(json.replace('2026-07-01', '2026-02-30'))).toEqual([
      '/asOf: must be a day of the calendar, written as 2026-11-22',
    ])
  })

  it.each([
    [
      'source,category\ngoogle,search\nbing,serch\netsy,shopping\nfb,social\nyt,video',
      'line 3: serch is no category for bing: write search, shopping, social, video',
    ],
    [`${whole}\n\n,social`, 'line 7: the source is missing'],
    [`${whole}fb,social,x`, 'line 5: has 3 columns; there are two: source and category'],
    [`${whole}youtube,social`, 'line 5: youtube is social here and video in line 4: keep one'],
    [
      `${whole}"youtube,social`,
      'no CSV file: Quote Not Closed: the parsing is finished with an opening quote at line 5',
    ],
    ['google,search\netsy,shopping\nthreads,social', 'there is no source of the category video: is the file whole?'],
    ['[{"source": "google"}]', 'entry 1: nothing is no category for google: write search, shopping, social, video'],
    ['[\n{"source": "google",]', 'no JSON in line 2: '],
    ['{"sources": [{"source": 7}]}', '/sources/0/source: '],
    ['{"list": []}', '/sources: '],
    ['x'.repeat(1_000_001), 'the file has over 1000000 characters: is it the right one?'],
  ])('refuses %j and names the place', (text, fault) => {
    expect(faults(text).join('\n')).toContain(fault)
  })

  it('takes rules too, and refuses one that does not take its own example', () => {
    const sources = whole
      .trim()
      .split('\n')
      .map((line) => ({ source: line.split(',')[0], category: line.split(',')[1] }))
    const assistant = {
      channel: 'AI Assistant',
      why: 'the medium is ai-assistant',
      all: [[{ field: 'medium', isOneOf: ['ai-assistant'] }]],
      example: { source: 'chat.example', medium: 'ai-assistant', campaign: 'x' },
    }
    // By this list nothing but these sources is known.
    const own = [assistant, ...ga4Rules.filter(({ channel }) => ['Direct', 'Display', 'Email'].includes(channel))]
    expect(read(JSON.stringify({ sources, rules: own }))).toMatchObject({ ok: true, loaded: { rules: own } })
    expect(faults(JSON.stringify({ sources, rules: [assistant, assistant] }))).toEqual([
      '/rules/1: its example is taken by rule 1, AI Assistant, and not by AI Assistant',
    ])
    const broken = { ...assistant, all: [[{ field: 'medium', matches: '(' }]] }
    expect(faults(JSON.stringify({ sources, rules: [broken] })).join()).toContain('/rules/0/all/0/0')
  })
})
