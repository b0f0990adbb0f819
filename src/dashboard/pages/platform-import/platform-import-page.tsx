import { Button, Stack } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { ChoosePlatformFile } from './choose-platform-file.tsx'
import { PlatformSteps } from './platform-steps.tsx'
import { UnmatchedPosts } from './unmatched-posts.tsx'

/** Numbers from a platform's export: choose it, answer what it doesn't say, try, import. */
export function PlatformImportPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [chosen, setChosen] = useState<{ readonly file: File; readonly time: number }>()
  return (
    <Page
      title={t('platformImport.title')}
      lead={t('platformImport.lead')}
      actions={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} />}
          renderRoot={(props) => <Link to="/numbers" {...props} />}
        >
          {t('platformImport.back')}
        </Button>
      }
    >
      <Stack gap="md">
        <ChoosePlatformFile file={chosen?.file} onChoose={(file) => setChosen({ file, time: Date.now() })} />
        {chosen && <PlatformSteps key={`${shopId} ${chosen.time}`} file={chosen.file} />}
        <UnmatchedPosts />
      </Stack>
    </Page>
  )
}
