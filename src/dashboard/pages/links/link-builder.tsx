import { Autocomplete, Button, Card, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconArrowRight, IconLink } from '@tabler/icons-react'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tidy } from '../../../links/tidy.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { ChannelTiles } from './channel-tiles.tsx'
import { CreatedLink } from './created-link.tsx'
import { MoreFields, moreFields } from './more-fields.tsx'
import { UrlPreview } from './url-preview.tsx'
import { type Builder, useBuilder } from './use-builder.ts'

/** Paste, Enter, copied. */
export function LinkBuilder() {
  const builder = useBuilder()
  const destination = useRef<HTMLInputElement>(null)
  const campaign = useRef<HTMLInputElement>(null)
  const [isAsked, setIsAsked] = useState(false)
  useHotkeys([['c', () => destination.current?.focus()]])
  const { draft, making } = builder
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (builder.destinationFault !== undefined) return destination.current?.focus()
    if (tidy(draft.campaign) === '') return campaign.current?.focus()
    if (making.isPending) return
    making.mutate(undefined, {
      onSuccess: () => {
        setIsAsked(false)
        destination.current?.focus()
      },
    })
  }
  return (
    <Card padding="lg" component="section">
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <DestinationField builder={builder} isAsked={isAsked} field={destination} />
          {making.data && draft.destination === '' ? (
            <CreatedLink made={making.data} />
          ) : (
            <UrlPreview draft={draft} preview={draft.destination === '' ? undefined : builder.preview.data} />
          )}
          <ChannelTiles value={draft.channel} onChange={builder.setChannel} />
          <Names builder={builder} isAsked={isAsked} field={campaign} />
          <MoreFields builder={builder} />
          {making.error && !isSaidAtField(making.error, fields) && <ProblemNotice error={making.error} />}
          <Submit isBusy={making.isPending} />
        </Stack>
      </form>
    </Card>
  )
}

const fields = ['destination', 'campaign', 'title', ...moreFields]

function Submit({ isBusy }: { readonly isBusy: boolean }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" c="dimmed" visibleFrom="sm">
        {t('builder.keys')}
      </Text>
      <Button
        type="submit"
        size="md"
        loading={isBusy}
        rightSection={<IconArrowRight size={18} />}
        flex={{ base: 1, sm: 'none' }}
      >
        {t('builder.submit')}
      </Button>
    </Group>
  )
}

type FieldProps = {
  readonly builder: Builder
  readonly isAsked: boolean
  readonly field: React.RefObject<HTMLInputElement | null>
}

function DestinationField({ builder, isAsked, field }: FieldProps) {
  const { t } = useTranslation()
  const { destination, setDestination, draft, making, preview } = builder
  const fault = destination.trim() === '' ? t('builder.destinationMissing') : builder.destinationFault
  const refused =
    fieldError(making.error, 'destination') ?? (draft.destination && fieldError(preview.error, 'destination'))
  return (
    <TextInput
      ref={field}
      size="lg"
      label={t('builder.destination')}
      required
      placeholder="https://www.shop.example/product"
      leftSection={<IconLink size={20} stroke={1.7} />}
      type="url"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      autoFocus
      value={destination}
      onChange={(event) => {
        setDestination(event.currentTarget.value)
        if (making.error) making.reset()
      }}
      error={(isAsked && fault) || refused}
    />
  )
}

function Names({ builder, isAsked, field }: FieldProps) {
  const { t } = useTranslation()
  const { campaign, setCampaign, title, setTitle, campaigns, isNewCampaign, making } = builder
  const isMissing = isAsked && tidy(campaign) === ''
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Autocomplete
        ref={field}
        size="md"
        label={t('builder.campaign')}
        required
        maxLength={100}
        placeholder={t('builder.campaignExample')}
        description={isNewCampaign ? t('builder.campaignNew') : t('builder.campaignHint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        data={[...new Set(campaigns.map(({ name }) => name))]}
        limit={20}
        value={campaign}
        onChange={setCampaign}
        error={isMissing ? t('builder.campaignMissing') : fieldError(making.error, 'campaign')}
      />
      <TextInput
        label={t('builder.title')}
        placeholder={t('builder.titleExample')}
        description={t('builder.titleHint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        error={fieldError(making.error, 'title')}
      />
    </SimpleGrid>
  )
}
