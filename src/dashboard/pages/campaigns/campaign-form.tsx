import { SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { notify } from '../../parts/notify.ts'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import { createCampaign, updateCampaign } from '../../queries/campaigns.ts'
import type { Campaign } from '../../queries/links.ts'

const names = ['name', 'purpose', 'audience', 'from', 'to'] as const
type Fields = Record<(typeof names)[number], string>

type Props = { readonly campaign: Campaign | null; readonly onClose: () => void }

/** A new campaign, or what is said of one; its links keep the utm_campaign they have. */
export function CampaignForm({ campaign, onClose }: Props) {
  const { t } = useTranslation()
  const [fields, setFields] = useState(() => fieldsOf(campaign))
  const saving = useSaving(campaign, onClose)
  const { error } = saving
  const change = (some: Partial<Fields>) => setFields({ ...fields, ...some })
  return (
    <FormDialog
      title={campaign ? t('campaigns.editTitle') : t('campaigns.new')}
      names={names}
      saving={saving}
      submitLabel={t('campaigns.save')}
      onSubmit={() => saving.mutate(fields)}
      onClose={onClose}
    >
      <CampaignFields fields={fields} change={change} error={error} />
    </FormDialog>
  )
}

type FieldsProps = {
  readonly fields: Fields
  readonly change: (some: Partial<Fields>) => void
  readonly error: unknown
}

function CampaignFields({ fields, change, error }: FieldsProps) {
  const { t } = useTranslation()
  const common = (name: (typeof names)[number]) => ({
    size: 'md' as const,
    value: fields[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      change({ [name]: event.currentTarget.value }),
    error: fieldError(error, name),
  })
  const long = { autosize: true, minRows: 2, maxRows: 6, maxLength: 1000 } as const
  return (
    <>
      <TextInput {...common('name')} label={t('campaigns.name')} maxLength={100} data-autofocus />
      <Textarea
        {...common('purpose')}
        {...long}
        label={t('campaigns.purpose')}
        description={t('campaigns.purposeHint')}
        placeholder={t('campaigns.purposeExample')}
      />
      <Textarea
        {...common('audience')}
        {...long}
        label={t('campaigns.audience')}
        description={t('campaigns.audienceHint')}
        placeholder={t('campaigns.audienceExample')}
      />
      <SimpleGrid cols={2}>
        <TextInput {...common('from')} type="date" label={t('campaigns.from')} />
        <TextInput {...common('to')} type="date" label={t('campaigns.to')} />
      </SimpleGrid>
    </>
  )
}

function useSaving(campaign: Campaign | null, onSaved: () => void) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ name, ...rest }: Fields) => {
      const { purpose, audience, from, to } = rest
      const told = { purpose: orNone(purpose), audience: orNone(audience), from: orNone(from), to: orNone(to) }
      if (campaign) await updateCampaign(campaign.id, { name, ...told })
      else await createCampaign({ name, ...told, shopId })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['campaigns'] })
      onSaved()
      notify(t('campaigns.saved'), t)
    },
  })
}

function orNone(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

function fieldsOf(campaign: Campaign | null): Fields {
  return {
    name: campaign?.name ?? '',
    purpose: campaign?.purpose ?? '',
    audience: campaign?.audience ?? '',
    from: campaign?.from ?? '',
    to: campaign?.to ?? '',
  }
}
