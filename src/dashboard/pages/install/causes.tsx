import { Accordion, Badge, Group, List, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession, useShop } from '../../parts/shop.tsx'
import { livePingsQuery, sourcesQuery } from '../../queries/install.ts'
import { type Cause, causes, likelyCauses } from './likely.ts'
import { policyLine, varnishRule, wpRocketFilter } from './snippets.ts'
import { judgeSource } from './source-state.ts'
import { CodeBlock } from './step.tsx'
import { sourceOf, type System } from './systems.ts'

/** Why nothing comes, or something wrong: what speaks for it comes first, each with what to do. */
export function Causes({ system }: { readonly system: System }) {
  const { t } = useTranslation()
  const { publicUrl, isPublicUrlLocal } = useSession()
  const { id: shopId, tracking } = useShop()
  const live = useQuery(livePingsQuery(shopId)).data
  const sources = useQuery(sourcesQuery(shopId)).data
  const [opened, setOpened] = useState<readonly string[] | undefined>()
  if (!live || !sources) return null
  const source = judgeSource(sources.items.find((one) => one.source === sourceOf[system]))
  const likely = likelyCauses({ system, publicUrl, isPublicUrlLocal, tracking, source, live })
  const rest = causes.filter((cause) => !likely.includes(cause) && isPossible(cause, isPublicUrlLocal, publicUrl))
  return (
    <Stack gap="sm" component="section">
      <div>
        <Title order={2}>{t('install.causes.title')}</Title>
        <Text c="dimmed" size="sm" mt={4}>
          {t('install.causes.lead')}
        </Text>
      </div>
      <Accordion
        multiple
        variant="contained"
        radius="lg"
        order={3}
        value={[...(opened ?? likely.slice(0, 1))]}
        onChange={setOpened}
      >
        {[...likely, ...rest].map((cause) => (
          <Accordion.Item key={cause} value={cause} data-cause={cause} bg="var(--card)">
            <Accordion.Control>
              <Group gap="xs" component="span">
                <Text component="span" fw={600} size="sm">
                  {t(`install.cause.${cause}.title`)}
                </Text>
                {likely.includes(cause) && (
                  <Badge component="span" color="orange" variant="light" size="sm">
                    {t('install.causes.likely')}
                  </Badge>
                )}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Text size="sm" mb="xs">
                {t(`install.cause.${cause}.text`)}
              </Text>
              <Remedy cause={cause} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  )
}

/** What can be seen from here not to be so isn't listed. */
function isPossible(cause: Cause, isPublicUrlLocal: boolean, publicUrl: string): boolean {
  if (cause === 'local') return isPublicUrlLocal
  return cause !== 'insecure' || (!isPublicUrlLocal && publicUrl.startsWith('http:'))
}

function Remedy({ cause }: { readonly cause: Cause }) {
  const { publicUrl, clickParam } = useSession()
  if (cause === 'csp') return <CodeBlock code={policyLine(publicUrl)} />
  return cause === 'cache' ? <CacheSettings clickParam={clickParam} /> : null
}

function CacheSettings({ clickParam }: { readonly clickParam: string }) {
  const { t } = useTranslation()
  return (
    <List size="sm" spacing="sm" listStyleType="none" withPadding={false}>
      {caches.map((cache) => (
        <List.Item key={cache} styles={{ itemWrapper: { display: 'block' }, itemLabel: { display: 'block' } }}>
          <Text size="sm" fw={600}>
            {t(`install.cache.${cache}.name`)}
          </Text>
          <Text size="sm" mb={4}>
            {t(`install.cache.${cache}.text`, { param: clickParam })}
          </Text>
          {cache === 'wpRocket' && <CodeBlock code={wpRocketFilter(clickParam)} />}
          {cache === 'varnish' && <CodeBlock code={varnishRule(clickParam)} />}
        </List.Item>
      ))}
    </List>
  )
}

const caches = ['wpRocket', 'liteSpeed', 'w3tc', 'varnish', 'cloudflare'] as const
