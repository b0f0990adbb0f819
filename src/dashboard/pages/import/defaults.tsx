import { Select, SimpleGrid, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Channel, channels } from '../../../links/channel.ts'

export type DefaultValues = {
  readonly campaign: string
  readonly channel: Channel | null
  readonly keepDomain: boolean
}

type Props = {
  readonly values: DefaultValues
  readonly onChange: (values: DefaultValues) => void
  readonly isForeign: boolean
  readonly hasShortUrl: boolean
}

/** For rows that name no campaign and no source. */
export function Defaults({ values, onChange, isForeign, hasShortUrl }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t('import.defaults.campaign')}
          description={t('import.defaults.campaignWhen')}
          placeholder={isForeign ? 'imported' : ''}
          maxLength={100}
          value={values.campaign}
          onChange={(event) => onChange({ ...values, campaign: event.currentTarget.value })}
        />
        <Select
          clearable
          searchable
          label={t('import.defaults.channel')}
          description={t('import.defaults.channelWhen')}
          placeholder={isForeign ? channels.find(({ id }) => id === 'other')?.name : ''}
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.channel}
          onChange={(value) => onChange({ ...values, channel: channels.find(({ id }) => id === value)?.id ?? null })}
        />
      </SimpleGrid>
      {hasShortUrl && (
        <Switch
          label={t('import.defaults.keepDomain')}
          description={t('import.defaults.keepDomainWhy')}
          checked={values.keepDomain}
          onChange={(event) => onChange({ ...values, keepDomain: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
