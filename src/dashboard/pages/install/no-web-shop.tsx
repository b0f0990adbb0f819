import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from './section.tsx'
import { leadCall, pixelTag, scriptTag, type SnippetParts } from './snippets.ts'
import { Step } from './step.tsx'

/** Sold by chat, phone, at the counter: what can be known all the same. */
export function NoWebShop({ parts }: { readonly parts: SnippetParts }) {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('install.none.title')} lead={t('install.none.lead')}>
        <Step number={1} title={t('install.none.links')} text={t('install.none.linksText')}>
          <Group gap="sm">
            <Button component={Link} to="/links" variant="default" size="xs">
              {t('install.none.makeLinks')}
            </Button>
            <Button component={Link} to="/links/all" variant="default" size="xs">
              {t('install.none.codes')}
            </Button>
          </Group>
        </Step>
        <Step number={2} title={t('install.none.word')} text={t('install.none.wordText')} />
        <Step number={3} title={t('install.none.hand')} text={t('install.none.handText')}>
          <Button component={Link} to="/tally" size="xs">
            {t('install.none.handOpen')}
          </Button>
        </Step>
      </Section>
      <Section title={t('install.none.page')} lead={t('install.none.pageLead')}>
        <Step title={t('install.script.title')} text={t('install.none.scriptText')} code={scriptTag(parts)} />
        <Step title={t('install.none.request')} text={t('install.none.requestText')} code={leadCall()} />
        <Step title={t('install.pixel.title')} text={t('install.pixel.text')} code={pixelTag(parts)} />
      </Section>
    </>
  )
}
