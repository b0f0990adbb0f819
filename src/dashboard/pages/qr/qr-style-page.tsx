import { Button, Card, Group, Skeleton, Stack, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { isSaidAtField } from '../../problem.ts'
import { codesKey, type QrSettings, qrSettingsQuery, sampleUrl, saveQrStyle } from '../../queries/qr.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { CodePicture } from './code-picture.tsx'
import { areReadable } from './contrast-words.tsx'
import { LogoCard } from './logo-card.tsx'
import classes from './qr-dialog.module.css'
import { StyleFields } from './style-fields.tsx'

/** How the codes of the shop look. */
export function QrStylePage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const settings = useQuery(qrSettingsQuery(shopId))
  return (
    <Page title={t('qr.style.title')} lead={t('qr.style.lead')}>
      <SettingsTabs />
      {settings.error && <ProblemNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <Skeleton height={420} />}
      {settings.data && (
        <>
          <Look key={shopId} shopId={shopId} settings={settings.data} />
          <LogoCard shopId={shopId} logo={settings.data.logo} />
        </>
      )}
    </Page>
  )
}

/** How long nothing is changed before the sample is drawn anew, in milliseconds. */
const drawMs = 250
const fields = ['size', 'margin', 'level', 'dark', 'light', 'logo', 'logoPercent']

function Look({ shopId, settings }: { readonly shopId: string; readonly settings: QrSettings }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [style, setStyle] = useState(settings.style)
  const [drawn, setDrawn] = useState(settings.style)
  const [shown] = useDebouncedValue(drawn, drawMs)
  const change = (next: typeof style) => {
    setStyle(next)
    if (areReadable(next)) setDrawn(next)
  }
  const saving = useMutation({
    mutationFn: () => saveQrStyle(shopId, style),
    onSuccess: async (saved) => {
      notify(t('qr.style.saved'), t)
      queries.setQueryData(qrSettingsQuery(shopId).queryKey, saved)
      await queries.invalidateQueries({ queryKey: codesKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Card component="section" padding="xl">
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Title order={2}>{t('qr.style.look')}</Title>
          {saving.error && !isSaidAtField(saving.error, fields) && <ProblemNotice error={saving.error} />}
          <div className={classes.sides}>
            <CodePicture url={sampleUrl(shopId, shown)} label={t('qr.style.sample')} />
            <StyleFields
              style={style}
              onChange={change}
              error={saving.error}
              hasLogo={settings.logo !== null}
              noLogo={t('qr.field.noLogoHere')}
            />
          </div>
          <Group justify="flex-end">
            <Button type="submit" size="md" loading={saving.isPending} disabled={!areReadable(style)}>
              {t('qr.style.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
