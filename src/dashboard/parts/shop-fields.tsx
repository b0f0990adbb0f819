import { Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { currencyCodes } from '../../shops/money.ts'
import { fieldError } from '../problem.ts'
import { toHost } from './host.ts'

export type ShopBasics = {
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly hosts: readonly string[]
}

type Props = {
  readonly value: ShopBasics
  readonly onChange: (value: ShopBasics) => void
  readonly error: unknown
  /** Where the shop stands in the body: `shop.` or nothing. */
  readonly prefix: string
}

/** What a shop is: the same at set-up and in the settings. */
export function ShopFields({ value, onChange, error, prefix }: Props) {
  const { t } = useTranslation()
  const currencies = useCurrencies()
  return (
    <>
      <TextInput
        label={t('shop.name')}
        required
        withAsterisk={false}
        autoComplete="organization"
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        error={fieldError(error, `${prefix}name`)}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t('shop.currency')}
          description={t('shop.currencyHint')}
          searchable
          data={currencies}
          value={value.currency}
          onChange={(currency) => currency && onChange({ ...value, currency })}
          error={fieldError(error, `${prefix}currency`)}
        />
        <Select
          label={t('shop.timeZone')}
          description={t('shop.timeZoneHint')}
          searchable
          limit={100}
          data={timeZones(value.timeZone)}
          value={value.timeZone}
          onChange={(timeZone) => timeZone && onChange({ ...value, timeZone })}
          error={fieldError(error, `${prefix}timeZone`)}
        />
      </SimpleGrid>
      <TagsInput
        label={t('shop.hosts')}
        description={t('shop.hostsHint')}
        size="md"
        placeholder={value.hosts.length === 0 ? 'www.shop.example' : ''}
        splitChars={[',', ' ', ';']}
        acceptValueOnBlur
        value={[...value.hosts]}
        onChange={(hosts) => onChange({ ...value, hosts: [...new Set(hosts.map(toHost))].filter(Boolean) })}
        error={fieldError(error, `${prefix}hosts`)}
      />
    </>
  )
}

const commonCurrencies = ['NOK', 'SEK', 'DKK', 'EUR', 'USD', 'GBP', 'PLN', 'THB', 'CHF']

function useCurrencies() {
  const { t, i18n } = useTranslation()
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' })
    const item = (code: string) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` })
    const others = currencyCodes.filter((code) => !commonCurrencies.includes(code))
    return [
      { group: t('shop.commonCurrencies'), items: commonCurrencies.map(item) },
      { group: t('shop.otherCurrencies'), items: others.map(item) },
    ]
  }, [t, i18n.language])
}

/** The browser's list leaves out some names that are in use (Asia/Calcutta or Asia/Kolkata), so the shop's own is added. */
function timeZones(own: string): string[] {
  return [...new Set([own, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].toSorted()
}
