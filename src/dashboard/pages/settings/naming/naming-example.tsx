import { Card, Group, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameRows } from '../../../../links/across-names.ts'
import { type Channel, channels } from '../../../../links/channel.ts'
import { nameFields, type NamingRules } from '../../../../links/naming.ts'
import { useShopDay } from '../../../parts/shop.tsx'
import classes from './naming-example.module.css'

/** What a post of today would be called by the rules as they stand in the form. */
export function NamingExample({ rules }: { readonly rules: NamingRules }) {
  const { t } = useTranslation()
  const day = useShopDay()
  const [channel, setChannel] = useState<Channel>('instagram')
  const [post, setPost] = useState(t('naming.example.post'))
  const [campaign, setCampaign] = useState(t('naming.example.campaign'))
  const date = day(0).replaceAll('-', '')
  // As the builder does, which fills in more than the rules themselves.
  const [names] = nameRows(rules, { campaign, title: post, kind: 'offer', channels: [{ channel }] }, date)
  return (
    <Card component="section" padding="xl">
      <Stack gap="md">
        <Title order={2}>{t('naming.example.title')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Select
            label={t('naming.example.channel')}
            data={channels.map(({ id, name }) => ({ value: id, label: name }))}
            value={channel}
            onChange={(value) => setChannel(channels.find(({ id }) => id === value)?.id ?? channel)}
          />
          <TextInput
            label={t('naming.example.postLabel')}
            maxLength={200}
            value={post}
            onChange={(event) => setPost(event.currentTarget.value)}
          />
          <TextInput
            label={t('naming.example.campaignLabel')}
            maxLength={100}
            value={campaign}
            onChange={(event) => setCampaign(event.currentTarget.value)}
          />
        </SimpleGrid>
        <output className={classes.result} aria-live="polite">
          <Text size="sm" c="dimmed">
            {t('naming.example.becomes')}
          </Text>
          <Group gap="xs" mt={6} component="span">
            {nameFields.map((field) =>
              !names?.[field] ? null : (
                <span key={field} className={classes.pair}>
                  <span className={classes.key}>utm_{field}=</span>
                  {names[field]}
                </span>
              ),
            )}
          </Group>
        </output>
      </Stack>
    </Card>
  )
}
