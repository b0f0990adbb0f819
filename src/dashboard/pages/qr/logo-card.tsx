import { Button, Card, FileButton, Group, Stack, Text, Title } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ApiProblem } from '../../problem.ts'
import { codesKey, type QrSettings, qrSettingsQuery, removeQrLogo, saveQrLogo } from '../../queries/qr.ts'
import { toLogo } from './logo-file.ts'

type Props = { readonly shopId: string; readonly logo: QrSettings['logo'] }

/** The picture in the middle of the shop's codes. */
export function LogoCard({ shopId, logo }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const follow = async (said: string) => {
    notify(said, t)
    await queries.invalidateQueries({ queryKey: qrSettingsQuery(shopId).queryKey })
    await queries.invalidateQueries({ queryKey: codesKey })
  }
  const saving = useMutation({
    mutationFn: async (file: File) => {
      const picture = await toLogo(file)
      if (!picture) throw new ApiProblem(400, t('qr.style.unreadable'))
      await saveQrLogo(shopId, picture)
    },
    onSuccess: () => follow(t('qr.style.logoSaved')),
  })
  const removing = useMutation({
    mutationFn: () => removeQrLogo(shopId),
    onSuccess: () => follow(t('qr.style.removed')),
  })
  const error = saving.error ?? removing.error
  return (
    <Card component="section" padding="xl">
      <Stack gap="lg">
        <div>
          <Title order={2}>{t('qr.style.logo')}</Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t('qr.style.logoLead')}
          </Text>
        </div>
        {error && <ProblemNotice error={error} />}
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            {logo
              ? t('qr.style.has', { kind: kinds[logo.type], size: Math.ceil(logo.bytes / 1024) })
              : t('qr.style.none')}
          </Text>
          <Group gap="xs">
            {logo && (
              <Button variant="subtle" color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
                {t('qr.style.remove')}
              </Button>
            )}
            <FileButton
              accept="image/png,image/jpeg,image/svg+xml,image/webp"
              onChange={(file) => file && saving.mutate(file)}
            >
              {(props) => (
                <Button {...props} variant="default" leftSection={<IconPhoto size={18} />} loading={saving.isPending}>
                  {logo ? t('qr.style.replace') : t('qr.style.choose')}
                </Button>
              )}
            </FileButton>
          </Group>
        </Group>
      </Stack>
    </Card>
  )
}

const kinds = { 'image/png': 'PNG', 'image/svg+xml': 'SVG' } as const
