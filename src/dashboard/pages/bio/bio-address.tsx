import { Anchor, Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import type { Bio } from '../../queries/bio.ts'

/** Where the page is, to copy, and whether visitors see it. */
export function BioAddress({ bio }: { readonly bio: Bio }) {
  const { t } = useTranslation()
  return (
    <Card component="section" aria-label={t('bio.address')}>
      <Group justify="space-between" gap="md">
        <Stack gap={4} miw={0}>
          <Group gap="sm">
            <Title order={2} size="h3">
              {t('bio.address')}
            </Title>
            <Badge variant="light" color={bio.isOn ? 'trail' : 'orange'}>
              {bio.isOn ? t('bio.on') : t('bio.off')}
            </Badge>
          </Group>
          <Anchor href={bio.url} target="_blank" rel="noreferrer" className="break">
            {bio.url.replace(/^https?:\/\//, '')}
          </Anchor>
          {!bio.isOn && (
            <Text size="sm" c="dimmed">
              {t('bio.offHint')}
            </Text>
          )}
        </Stack>
        <CopyButton text={bio.url} what={t('bio.address')} size="md" />
      </Group>
    </Card>
  )
}
