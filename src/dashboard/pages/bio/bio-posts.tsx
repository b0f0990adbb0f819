import { MultiSelect, NumberInput, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channelIds } from '../../../links/channel.ts'
import { channelName } from '../../parts/channel-name.ts'
import { fieldError } from '../../problem.ts'
import type { BioForm } from './use-bio-form.ts'

/** Which posts are tiles, and how many. */
export function BioPosts({ form: { fields, change, saving } }: { readonly form: BioForm }) {
  const { t } = useTranslation()
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <MultiSelect
          label={t('bio.posts.channels')}
          description={t('bio.posts.channelsHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          size="md"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('bio.posts.allChannels') }}
          placeholder={fields.channels.length === 0 ? t('bio.posts.allChannels') : ''}
          data={channelIds.map((id) => ({ value: id, label: channelName(id) }))}
          value={fields.channels}
          onChange={(chosen) => change({ channels: channelIds.filter((id) => chosen.includes(id)) })}
          error={fieldError(saving.error, 'channels')}
        />
        <NumberInput
          label={t('bio.posts.count')}
          description={t('bio.posts.countHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          size="md"
          min={3}
          max={24}
          clampBehavior="blur"
          allowDecimal={false}
          value={fields.postCount}
          onChange={(count) => typeof count === 'number' && change({ postCount: count })}
          error={fieldError(saving.error, 'postCount')}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t('bio.posts.hint')}
      </Text>
    </>
  )
}
