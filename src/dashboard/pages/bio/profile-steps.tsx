import { Card, Group, List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { CopyIcon } from '../../parts/copy-button.tsx'

const profiles = ['instagram', 'tiktok'] as const

/** How the address gets into a profile, app by app. */
export function ProfileSteps({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  return (
    <Card component="section" padding="xl">
      <Group gap="xs">
        <Title order={2}>{t('bio.profile.title')}</Title>
        <CopyIcon text={url} what={t('bio.address')} />
      </Group>
      <Stack gap="lg" mt="md">
        {profiles.map((channel) => (
          <div key={channel}>
            <Group gap={8} mb={6}>
              <ChannelIcon channel={channel} />
              <Title order={3}>{channelName(channel)}</Title>
            </Group>
            <List type="ordered" size="sm" spacing={4}>
              <List.Item>{t(`bio.profile.${channel}.open`)}</List.Item>
              <List.Item>{t(`bio.profile.${channel}.paste`)}</List.Item>
              <List.Item>{t(`bio.profile.${channel}.save`)}</List.Item>
            </List>
            {channel === 'tiktok' && (
              <Text size="sm" c="dimmed" mt={6}>
                {t('bio.profile.tiktok.note')}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Card>
  )
}
