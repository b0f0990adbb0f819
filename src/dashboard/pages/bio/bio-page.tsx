import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { LoadingPage } from '../../parts/route-states.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Bio, bioQuery } from '../../queries/bio.ts'
import { BioAddress } from './bio-address.tsx'
import { BioEditor } from './bio-editor.tsx'
import { BioPreview } from './bio-preview.tsx'
import { ProfileSteps } from './profile-steps.tsx'
import { useBioForm } from './use-bio-form.ts'

/** One page of the newest posts, for profiles that have room for one address. */
export function BioPage() {
  const { t } = useTranslation()
  const { id } = useShop()
  const { data, error, refetch } = useQuery(bioQuery(id))
  return (
    <Page title={t('bio.title')} lead={t('bio.lead')}>
      {data ? (
        <Writing key={id} bio={data} />
      ) : error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <LoadingPage />
      )}
    </Page>
  )
}

function Writing({ bio }: { readonly bio: Bio }) {
  const form = useBioForm(bio)
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Stack gap="lg">
          {bio.updatedAt !== null && <BioAddress bio={bio} />}
          <BioEditor form={form} />
          {bio.updatedAt !== null && <ProfileSteps url={bio.url} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <BioPreview shopId={bio.shopId} draft={form.draft} />
      </Grid.Col>
    </Grid>
  )
}
