import { Box, Button, Card, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconArrowRight, IconLink } from '@tabler/icons-react'
import { type RefObject, type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { buildTarget } from '../../../links/utm.ts'
import { DomainField } from '../../parts/domain-field.tsx'
import { NameField } from '../../parts/name-field.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { AboutPost, aboutFields } from './about-post.tsx'
import type { Fields } from './builder-draft.ts'
import { ChannelRows } from './channel-rows.tsx'
import { ChannelTiles } from './channel-tiles.tsx'
import { MadeLinks } from './made-links.tsx'
import { TargetUrl } from './target-url.tsx'
import { isWebAddress } from './url-parts.ts'
import { type Builder, useBuilder } from './use-builder.ts'

/** Paste, Enter, copied: for one channel or for many in one step. */
export function LinkBuilder({ prefilled }: { readonly prefilled: Partial<Fields> }) {
  const builder = useBuilder(prefilled)
  const destination = useRef<HTMLInputElement>(null)
  const campaign = useRef<HTMLInputElement>(null)
  const tiles = useRef<HTMLFieldSetElement>(null)
  const [isAsked, setIsAsked] = useState(false)
  useHotkeys([['c', () => destination.current?.focus()]])
  const { draft, faults, making, rows } = builder
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (faults.destination !== undefined) return destination.current?.focus()
    if (faults.channels) return tiles.current?.querySelector('input')?.focus()
    if (faults.campaign) return campaign.current?.focus()
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
          <div>
            <DestinationField builder={builder} isAsked={isAsked} field={destination} />
            <OnlyTarget builder={builder} />
          </div>
          {making.data && draft.destination === '' && <MadeLinks made={making.data} />}
          <ChannelTiles rows={rows} isMissing={isAsked && faults.channels} field={tiles} />
          <Names builder={builder} isAsked={isAsked} field={campaign} />
          {draft.destination !== '' && <ChannelRows builder={builder} />}
          <AboutPost builder={builder} />
          {making.error && !isSaidAtField(making.error, fields) && <ProblemNotice error={making.error} />}
          <Submit isBusy={making.isPending} count={rows.rows.length} />
        </Stack>
      </form>
    </Card>
  )
}

const fields = ['destination', 'campaign', 'title', 'domain', 'channels', ...aboutFields]

function Submit({ isBusy, count }: { readonly isBusy: boolean; readonly count: number }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
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
        {count > 1 ? t('builder.submitMany', { count }) : t('builder.submit')}
      </Button>
    </Group>
  )
}

type FieldProps = {
  readonly builder: Builder
  readonly isAsked: boolean
  readonly field: RefObject<HTMLInputElement | null>
}

function DestinationField({ builder, isAsked, field }: FieldProps) {
  const { t } = useTranslation()
  const { fields: typed, change, draft, making, preview, faults } = builder
  const fault = typed.destination.trim() === '' ? t('builder.destinationMissing') : faults.destination
  const refused =
    fieldError(making.error, 'destination') ?? (draft.destination && fieldError(preview.error, 'destination'))
  return (
    <TextInput
      ref={field}
      data-field="destination"
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
      value={typed.destination}
      onChange={(event) => change({ destination: event.currentTarget.value })}
      error={(isAsked && fault) || refused}
    />
  )
}

/** What the link of a single channel leads to, as it grows under what is typed; of several, each says its own. */
function OnlyTarget({ builder: { draft, names } }: { readonly builder: Builder }) {
  const [only, ...others] = names
  if (!only || others.length > 0 || !isWebAddress(draft.destination)) return null
  return (
    <Box mt={8} aria-live="polite">
      <TargetUrl url={buildTarget(draft.destination, only)} />
    </Box>
  )
}

function Names({ builder, isAsked, field }: FieldProps) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { campaign, setCampaign, setDomain, draft, fields: typed, change, faults, making, preview } = builder
  const isMissing = isAsked && faults.campaign
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <NameField
        ref={field}
        data-field="campaign"
        field="campaign"
        shopId={shopId}
        label={t('builder.campaign')}
        required
        maxLength={100}
        placeholder={t('builder.campaignExample')}
        description={t('builder.campaignHint')}
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
        value={typed.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        data-field="title"
        error={fieldError(making.error, 'title')}
      />
      <DomainField
        value={draft.domain}
        onChange={setDomain}
        error={fieldError(making.error ?? preview.error, 'domain')}
      />
    </SimpleGrid>
  )
}
