import * as z from 'zod'

/** The environment, parsed once: names and defaults are the contract's. */
export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** undefined: http://localhost:PORT, known when the port is bound. */
  readonly publicUrl: string | undefined
  readonly adminApiKey: string | undefined
  readonly clickParam: string
  readonly trustedProxies: readonly string[]
  readonly geoDb: string | undefined
  /** A person's second click on the same link within so many minutes is a repeat. */
  readonly repeatMinutes: number
  readonly logLevel: LogLevel
  /** Where mails are handed in, and from whom they are; both or neither. */
  readonly smtp?: { readonly url: string; readonly from: string }
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** A setting that can't be used. The message is one line that names it and the remedy. */
export class ConfigError extends Error {}

/** @throws ConfigError for the first bad value. An empty value counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0] ?? 'environment')
    throw new ConfigError(`${name}: ${issue?.message ?? 'bad value'} (it is ${shown(name, given[name])})`)
  }
  const set = parsed.data
  return {
    port: set.PORT,
    host: set.HOST,
    dataDir: set.DATA_DIR,
    publicUrl: set.PUBLIC_URL,
    adminApiKey: set.ADMIN_API_KEY,
    clickParam: set.CLICK_PARAM,
    trustedProxies: set.TRUSTED_PROXIES,
    geoDb: set.GEO_DB,
    repeatMinutes: set.REPEAT_MINUTES,
    logLevel: set.LOG_LEVEL,
    ...readSmtp(set.SMTP_URL, set.MAIL_FROM),
  }
}

function readSmtp(url: string | undefined, from: string | undefined): Pick<Config, 'smtp'> {
  if (url === undefined && from === undefined) return {}
  if (url === undefined)
    throw new ConfigError('SMTP_URL: is missing, and MAIL_FROM is set: mails need both (smtp://user:password@host:587)')
  if (from === undefined)
    throw new ConfigError('MAIL_FROM: is missing, and SMTP_URL is set: mails need both (reports@shop.example)')
  return { smtp: { url, from } }
}

const repeatFault = 'must be a number of minutes from 0 (nothing is a repeat) to 1440'

const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535')
    .default(8787),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: z.string().transform(checkPublicUrl).optional(),
  ADMIN_API_KEY: z
    .string()
    .min(24, 'must have 24 characters or more')
    .regex(/^[\x21-\x7e]{1,512}$/, 'must be visible ASCII characters without spaces, 512 at most')
    .optional(),
  CLICK_PARAM: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9, _ and -, beginning with a letter')
    .refine((name) => !name.startsWith('utm_'), 'must not begin with utm_')
    .default('till'),
  TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .refine(
      (list) => list.every(isCidr),
      'must be a comma-separated list of addresses or CIDR blocks such as 10.0.0.0/8',
    )
    .default([]),
  GEO_DB: z.string().optional(),
  REPEAT_MINUTES: z
    .string()
    .regex(/^\d{1,4}$/, repeatFault)
    .transform(Number)
    .refine((minutes) => minutes <= 1_440, repeatFault)
    .default(30),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, 'must be smtp://user:password@host:587 or smtps://user:password@host:465, odd letters as %40')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\p{Cc}",;]+ <[^\s<>@",;]+@[^\s<>@",;]+>|[^\s<>@",;]+@[^\s<>@",;]+)$/u,
      'must be an address such as reports@shop.example, or Tilltrail <reports@shop.example>',
    )
    .optional(),
})

function checkPublicUrl(text: string, context: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isBase =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (isBase) return url.origin
  context.addIssue({
    code: 'custom',
    message: 'must be the http(s) address of short URLs without a path, such as https://go.shop.example',
  })
  return z.NEVER
}

function isCidr(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const isV4 =
    /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(address) &&
    address.split('.').every((part) => Number(part) <= 255)
  const isV6 = address.includes(':') && URL.canParse(`http://[${address}]/`)
  const most = isV4 ? 32 : 128
  return rest.length === 0 && (isV4 || isV6) && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}

function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text)
  const hasMore = !['', '/'].includes(pathname) || search !== '' || hash !== ''
  if (hasMore || hostname === '' || (username === '' && password !== '')) return false
  return (protocol === 'smtp:' || protocol === 'smtps:') && [username, password].every(isEncoded)
}

function isEncoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}

function shown(name: string, value: string | undefined): string {
  return name === 'ADMIN_API_KEY' || name === 'SMTP_URL'
    ? `${value?.length ?? 0} characters long`
    : JSON.stringify(value)
}
