import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

describe('the environment', () => {
  it('needs nothing set, and takes an empty value for one not set', () => {
    const defaults = {
      ...{ port: 8787, host: '127.0.0.1', dataDir: './data', publicUrl: undefined, adminApiKey: undefined },
      ...{ clickParam: 'till', trustedProxies: [], geoDb: undefined, logLevel: 'info' },
      ...{ repeatMinutes: 30 },
    }
    expect(readConfig({})).toEqual(defaults)
    expect(readConfig({ PORT: '', PUBLIC_URL: '', ADMIN_API_KEY: '', TRUSTED_PROXIES: '', HOME: '/root' })).toEqual(
      defaults,
    )
  })

  it('is read into what it means', () => {
    const config = readConfig({
      ...{ PORT: '0', HOST: '::', PUBLIC_URL: 'https://Go.Shop.example/', CLICK_PARAM: 'kl' },
      ...{ TRUSTED_PROXIES: '10.0.0.0/8, ::1/128,192.0.2.1', LOG_LEVEL: 'silent', ADMIN_API_KEY: 'x'.repeat(24) },
    })
    expect(config).toMatchObject({
      ...{ port: 0, host: '::', publicUrl: 'https://go.shop.example', clickParam: 'kl', logLevel: 'silent' },
      ...{ trustedProxies: ['10.0.0.0/8', '::1/128', '192.0.2.1'], adminApiKey: 'x'.repeat(24) },
    })
  })

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', ' 80'],
    ['PUBLIC_URL', 'go.shop.example'],
    ['PUBLIC_URL', 'ftp://go.shop.example'],
    ['PUBLIC_URL', 'https://shop.example/go'],
    ['PUBLIC_URL', 'https://shop.example/?a'],
    ['PUBLIC_URL', 'https://user@shop.example/'],
    ['ADMIN_API_KEY', 'short'],
    ['ADMIN_API_KEY', 'a key with spaces in it, 32 long'],
    ['ADMIN_API_KEY', 'nøkkelen-med-tjuefire-tegn'],
    ['CLICK_PARAM', 'Till'],
    ['CLICK_PARAM', 'a b'],
    ['CLICK_PARAM', 'utm_source'],
    ['CLICK_PARAM', 'x'.repeat(33)],
    ['TRUSTED_PROXIES', 'proxy.local'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '010.0.0.1'],
    ['TRUSTED_PROXIES', '10.0.0.256'],
    ['TRUSTED_PROXIES', '::1/129'],
    ['TRUSTED_PROXIES', '10.0.0.1,'],
    ['REPEAT_MINUTES', '-1'],
    ['REPEAT_MINUTES', '1441'],
    ['REPEAT_MINUTES', 'half'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s stops the start with one line that names it and not the key', (name, value) => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(new RegExp(`^${name}: must [^\\n]+$`))
    if (name === 'ADMIN_API_KEY') expect(read).not.toThrow(new RegExp(value))
  })

  it('takes a mail server with who mails are from, and neither alone', () => {
    const smtp = { url: 'smtps://kari%40shop:p%3Aw@mail.example', from: 'Tilltrail <reports@shop.example>' }
    expect(readConfig({ SMTP_URL: smtp.url, MAIL_FROM: smtp.from }).smtp).toEqual(smtp)
    expect(readConfig({}).smtp).toBeUndefined()
    expect(() => readConfig({ SMTP_URL: smtp.url })).toThrow(/^MAIL_FROM: is missing, and SMTP_URL is set[^\n]+$/)
    expect(() => readConfig({ MAIL_FROM: smtp.from })).toThrow(/^SMTP_URL: is missing, and MAIL_FROM is set[^\n]+$/)
  })

  it.each([
    ['SMTP_URL', 'mail.example:587'],
    ['SMTP_URL', 'https://kari:secret@mail.example'],
    ['SMTP_URL', 'smtp://:secret@mail.example'],
    ['SMTP_URL', 'smtp://kari:secret%zz@mail.example'],
    ['SMTP_URL', 'smtp://kari:secret@mail.example/?tls=no'],
    ['MAIL_FROM', 'reports'],
    ['MAIL_FROM', 'a@shop.example, b@shop.example'],
    ['MAIL_FROM', 'Shop\r\nBcc: thief@evil.example <a@shop.example>'],
  ])('%s=%j stops the start with one line, without the password', (name, value) => {
    const both = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@shop.example', [name]: value }
    expect(() => readConfig(both)).toThrow(new RegExp(`^${name}: must [^\\n]+$`))
    expect(() => readConfig(both)).not.toThrow(/secret/)
  })
})
