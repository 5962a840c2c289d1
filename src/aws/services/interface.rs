//! AWS services that an interface endpoint can reach.
//!
//! <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>

use ServiceGroup::{
    Analytics, Compute, Containers, Data, Developer, MachineLearning, Management, Messaging, Network, Security,
    Storage, Transfer,
};

use super::endpoint_service_name;

/// An AWS service with an interface endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterfaceService {
    /// Last part of the service name: `ecr.api`.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What it belongs with in a menu.
    pub group: ServiceGroup,
}

/// What an AWS service belongs with in a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceGroup {
    /// Analytics.
    Analytics,
    /// Compute.
    Compute,
    /// Containers.
    Containers,
    /// Databases.
    Data,
    /// Tools for developers.
    Developer,
    /// Machine learning.
    MachineLearning,
    /// Management and monitoring.
    Management,
    /// Messages and events.
    Messaging,
    /// Networking.
    Network,
    /// Security and identity.
    Security,
    /// Storage.
    Storage,
    /// File transfer.
    Transfer,
}

impl InterfaceService {
    /// Full service name in a Region: `com.amazonaws.eu-west-1.ecr.api`.
    pub fn service_name(&self, region: &str) -> String {
        endpoint_service_name(region, self.id)
    }
}

const fn service(id: &'static str, name: &'static str, group: ServiceGroup) -> InterfaceService {
    InterfaceService { id, name, group }
}

/// Every service, sorted by id.
#[rustfmt::skip] // One row a line.
pub const INTERFACE_SERVICES: &[InterfaceService] = &[
    service("access-analyzer", "IAM Access Analyzer", Security),
    service("account", "Account Management", Management),
    service("acm", "Certificate Manager", Security),
    service("acm-pca", "Private CA", Security),
    service("airflow.api", "Managed Workflows for Apache Airflow API", Analytics),
    service("appconfig", "AppConfig", Management),
    service("appconfigdata", "AppConfig data plane", Management),
    service("application-autoscaling", "Application Auto Scaling", Compute),
    service("athena", "Athena", Analytics),
    service("autoscaling", "EC2 Auto Scaling", Compute),
    service("backup", "AWS Backup", Storage),
    service("batch", "AWS Batch", Compute),
    service("bedrock", "Bedrock control plane", MachineLearning),
    service("bedrock-agent-runtime", "Bedrock agents runtime", MachineLearning),
    service("bedrock-runtime", "Bedrock runtime", MachineLearning),
    service("cassandra", "Keyspaces", Data),
    service("cloudformation", "CloudFormation", Management),
    service("cloudtrail", "CloudTrail", Management),
    service("codeartifact.api", "CodeArtifact API", Developer),
    service("codeartifact.repositories", "CodeArtifact repositories", Developer),
    service("codebuild", "CodeBuild", Developer),
    service("codecommit", "CodeCommit", Developer),
    service("codedeploy", "CodeDeploy", Developer),
    service("codepipeline", "CodePipeline", Developer),
    service("cognito-idp", "Cognito user pools", Security),
    service("config", "AWS Config", Management),
    service("datasync", "DataSync", Storage),
    service("dms", "Database Migration Service", Data),
    service("dynamodb", "DynamoDB (interface)", Data),
    service("ebs", "EBS direct APIs", Storage),
    service("ec2", "EC2 API", Compute),
    service("ec2messages", "EC2 messages (SSM agent)", Management),
    service("ecr.api", "ECR API", Containers),
    service("ecr.dkr", "ECR Docker registry", Containers),
    service("ecs", "ECS API", Containers),
    service("ecs-agent", "ECS agent", Containers),
    service("ecs-telemetry", "ECS telemetry", Containers),
    service("eks", "EKS API", Containers),
    service("eks-auth", "EKS Pod Identity", Containers),
    service("elasticache", "ElastiCache API", Data),
    service("elasticbeanstalk", "Elastic Beanstalk", Compute),
    service("elasticfilesystem", "EFS API", Storage),
    service("elasticloadbalancing", "Elastic Load Balancing API", Network),
    service("elasticmapreduce", "EMR", Analytics),
    service("email-smtp", "SES SMTP", Messaging),
    service("events", "EventBridge", Messaging),
    service("execute-api", "API Gateway private APIs", Network),
    service("fsx", "FSx API", Storage),
    service("glue", "Glue", Analytics),
    service("guardduty-data", "GuardDuty runtime monitoring", Security),
    service("inspector2", "Inspector", Security),
    service("kafka", "MSK API", Messaging),
    service("kinesis-firehose", "Data Firehose", Analytics),
    service("kinesis-streams", "Kinesis Data Streams", Analytics),
    service("kms", "Key Management Service", Security),
    service("lakeformation", "Lake Formation", Analytics),
    service("lambda", "Lambda API", Compute),
    service("license-manager", "License Manager", Management),
    service("logs", "CloudWatch Logs", Management),
    service("monitoring", "CloudWatch metrics", Management),
    service("network-firewall", "Network Firewall API", Network),
    service("organizations", "Organizations", Management),
    service("rds", "RDS API", Data),
    service("rds-data", "RDS Data API", Data),
    service("redshift", "Redshift API", Data),
    service("redshift-data", "Redshift Data API", Data),
    service("s3", "S3 (interface)", Storage),
    service("sagemaker.api", "SageMaker API", MachineLearning),
    service("sagemaker.runtime", "SageMaker runtime", MachineLearning),
    service("scheduler", "EventBridge Scheduler", Messaging),
    service("secretsmanager", "Secrets Manager", Security),
    service("securityhub", "Security Hub", Security),
    service("servicecatalog", "Service Catalog", Management),
    service("servicediscovery", "Cloud Map", Network),
    service("sns", "SNS", Messaging),
    service("sqs", "SQS", Messaging),
    service("ssm", "Systems Manager", Management),
    service("ssmmessages", "Session Manager channel", Management),
    service("states", "Step Functions", Messaging),
    service("storagegateway", "Storage Gateway", Storage),
    service("sts", "Security Token Service", Security),
    service("synthetics", "CloudWatch Synthetics", Management),
    service("textract", "Textract", MachineLearning),
    service("transfer", "Transfer Family API", Transfer),
    service("xray", "X-Ray", Management),
];

/// The service with this id.
pub fn interface_service(id: &str) -> Option<&'static InterfaceService> {
    let at = INTERFACE_SERVICES.binary_search_by(|service| service.id.cmp(id)).ok()?;
    Some(&INTERFACE_SERVICES[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_found_by_its_id() {
        for expected in INTERFACE_SERVICES {
            assert_eq!(interface_service(expected.id), Some(expected));
        }
        assert_eq!(interface_service("gopher"), None);
    }

    #[test]
    fn a_service_name_has_the_region_in_it() {
        let name = interface_service("ecr.dkr").map(|service| service.service_name("eu-west-1"));
        assert_eq!(name.as_deref(), Some("com.amazonaws.eu-west-1.ecr.dkr"));
    }
}
